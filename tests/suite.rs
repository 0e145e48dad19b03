//! The one integration binary; each module covers one room or one promise.

mod layers;
