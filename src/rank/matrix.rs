//! Every offer with every candidate.

use std::ops::{ControlFlow, Range};

use super::{
    classes::Classes,
    engine::{Cancelled, Progress, Room, Watch},
    key::Cell,
    opening::{Dated, Openings},
    pool::Pool,
    threads::{chunks, map_chunks},
};
use crate::{assess::swift::WordTable, base::Date};

/// How many candidates one thread takes at a time.
const TILE: usize = 256;
/// How many candidates are computed before their rows are handed out.
const BATCH: usize = 64 * TILE;

/// A question about every pair: [`run`](Self::run) keeps all cells, [`for_each_row`](Self::for_each_row) none.
#[derive(Clone, Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct MatrixQuery {
    openings: Openings,
    pool: Pool,
    as_of: Date,
}

/// The cells of one candidate, by offer in the order of the [`Openings`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Row<'a> {
    /// The candidate's identifier.
    pub candidate: &'a str,
    /// One cell an offer.
    pub cells: &'a [Cell],
}

/// Every pair in eight bytes: rows are the candidates in the order of the pool, columns the offers in the order of the
/// [`Openings`].
#[derive(Clone, Debug)]
pub struct Matrix {
    openings: Openings,
    pool: Pool,
    cells: Vec<Cell>,
}

impl MatrixQuery {
    pub(crate) fn new(openings: &Openings, pool: &Pool, as_of: Date) -> Self {
        Self { openings: openings.clone(), pool: pool.clone(), as_of }
    }

    /// Computes every cell; eight bytes each are kept.
    #[must_use]
    pub fn run(self) -> Matrix {
        let dated = self.dated();
        let columns = columns(&dated, &self.pool);
        let rows = map_chunks(self.pool.len(), TILE, |range| tile(&columns, &self.pool, range));
        let cells = rows.into_iter().flatten().collect();
        Matrix { openings: self.openings, pool: self.pool, cells }
    }

    /// Computes the rows batch by batch, in parallel, and hands them out in the order of the pool. Nothing is kept. The
    /// caller stops by breaking.
    ///
    /// # Errors
    ///
    /// [`Cancelled`], if `take` or `hook` broke.
    pub fn for_each_row(
        self,
        hook: impl Fn(Progress) -> ControlFlow<()> + Sync,
        mut take: impl FnMut(Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), Cancelled> {
        let dated = self.dated();
        let columns = columns(&dated, &self.pool);
        let width = dated.len();
        let watch = Watch::new(&hook, self.pool.len().saturating_mul(width));
        for batch in chunks(self.pool.len(), BATCH) {
            let first = batch.start;
            let tiles = map_chunks(batch.len(), TILE, |range| {
                let pairs = range.len() * width;
                let cells = if watch.stopped() {
                    Vec::new()
                } else {
                    tile(&columns, &self.pool, first + range.start..first + range.end)
                };
                watch.settled(pairs);
                cells
            });
            if watch.stopped() {
                return Err(Cancelled);
            }
            let cells: Vec<Cell> = tiles.into_iter().flatten().collect();
            for (at, row) in batch.zip(0..) {
                let candidate = self.pool.person(at).map_or("", |p| p.id());
                let cells = cells.get(row * width..(row + 1) * width).unwrap_or_default();
                if take(Row { candidate, cells }).is_break() {
                    return Err(Cancelled);
                }
            }
        }
        Ok(())
    }

    fn dated(&self) -> Vec<Dated> {
        let dated = map_chunks(self.openings.len(), 16, |range| {
            let openings = self.openings.get(range).unwrap_or_default().iter();
            openings.map(|o| o.on(self.as_of)).collect::<Vec<_>>()
        });
        dated.into_iter().flatten().collect()
    }
}

/// One offer of the matrix with what is bound to the pool.
struct Column<'a> {
    dated: &'a Dated,
    words: WordTable,
    /// `None`: every person is judged alone.
    classes: Option<Classes<'a>>,
}

fn columns<'a>(dated: &'a [Dated], pool: &'a Pool) -> Vec<Column<'a>> {
    let columns = map_chunks(dated.len(), 16, |range| {
        let dated = dated.get(range).unwrap_or_default().iter();
        let column = |dated: &'a Dated| Column {
            dated,
            words: dated.words(&pool.columns().people),
            classes: Classes::over(dated, pool),
        };
        dated.map(column).collect::<Vec<_>>()
    });
    columns.into_iter().flatten().collect()
}

/// The cells of some candidates, row by row: offer by offer, so that its tables stay near.
fn tile(columns: &[Column<'_>], pool: &Pool, range: Range<usize>) -> Vec<Cell> {
    let people = &pool.columns().people;
    let mut room = Room::default();
    let mut cells = vec![Cell::default(); range.len() * columns.len()];
    let Some(now) = columns.first().map(|column| column.dated.now) else { return cells };
    // All offers are seen on one date: everybody is looked at once.
    for person in range.clone().filter_map(|at| people.get(at)) {
        room.fit.seen.look(&person, now);
    }
    for (number, column) in columns.iter().enumerate() {
        // Classes met so far are those of one offer.
        room.memo.clear();
        for ((place, at), row) in range.clone().enumerate().zip(cells.chunks_mut(columns.len())) {
            let Some(person) = people.get(at) else { continue };
            let classes = column.classes.as_ref();
            let class = Classes::class_in(classes, column.dated, pool, at, &mut room.memo);
            if let Some(cell) = row.get_mut(number) {
                *cell = column.dated.fitted(class, &person, place, &column.words, &mut room.fit);
            }
        }
    }
    cells
}

impl Matrix {
    /// How many candidates and how many offers.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.pool.len(), self.openings.len())
    }

    /// The pair of the candidate and the offer at these places; `None` outside.
    #[must_use]
    pub fn cell(&self, candidate: usize, offer: usize) -> Option<Cell> {
        let (_, width) = self.size();
        if offer >= width {
            return None;
        }
        self.cells.get(candidate.checked_mul(width)?.checked_add(offer)?).copied()
    }

    /// The rows, in the order of the pool.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let width = self.openings.len();
        self.pool.profiles().enumerate().map(move |(at, person)| Row {
            candidate: person.id(),
            cells: self.cells.get(at * width..(at + 1) * width).unwrap_or_default(),
        })
    }

    /// The offers, in the order of the columns.
    #[must_use]
    pub fn openings(&self) -> &Openings {
        &self.openings
    }
}
