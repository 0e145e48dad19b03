//! Every offer with every candidate.

use std::ops::{ControlFlow, Range};

use super::{
    classes::Classes,
    engine::{Cancelled, Progress, Room, Rooms, Watch},
    key::Cell,
    opening::{Dated, Openings},
    pool::Pool,
    threads::{chunks, map, map_chunks},
};
use crate::{assess::words::WordTable, base::Date};

/// How many candidates one thread takes at a time.
const TILE: usize = 128;
/// How many candidates are computed before their rows are handed out.
const BATCH: usize = 128 * TILE;

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
        let groups = groups(&dated, &self.pool);
        let rooms = Rooms::default();
        let rows = map_chunks(self.pool.len(), TILE, |range| {
            rooms.lend(|room| tile(&groups, &self.pool, range, room))
        });
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
        let groups = groups(&dated, &self.pool);
        let width = dated.len();
        let rooms = Rooms::default();
        let watch = Watch::new(&hook, self.pool.len().saturating_mul(width));
        for batch in chunks(self.pool.len(), BATCH) {
            let first = batch.start;
            let tiles = map_chunks(batch.len(), TILE, |range| {
                let pairs = range.len() * width;
                let cells = if watch.stopped() {
                    Vec::new()
                } else {
                    let range = first + range.start..first + range.end;
                    rooms.lend(|room| tile(&groups, &self.pool, range, room))
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
        map(&self.openings, 16, |opening| opening.on(self.as_of))
    }
}

/// One offer of the matrix with what is bound to the pool.
struct Column<'a> {
    dated: &'a Dated,
    /// `None`: every person is judged alone.
    classes: Option<Classes<'a>>,
}

/// Some offers of which the words are looked up together.
struct Group<'a> {
    columns: Vec<Column<'a>>,
    words: WordTable,
}

/// How many offers a group has: enough to share a person's words, few enough for what is counted to stay near.
const GROUP: usize = 16;

fn groups<'a>(dated: &'a [Dated], pool: &'a Pool) -> Vec<Group<'a>> {
    let groups = map_chunks(dated.len(), GROUP, |range| {
        let first = range.start as u32;
        let dated = dated.get(range).unwrap_or_default();
        let fits = dated.iter().map(|dated| dated.opening.fit());
        let column = |(dated, number): (&'a Dated, u32)| Column {
            dated,
            classes: Classes::over(number, dated, pool),
        };
        Group {
            words: WordTable::new(fits, &pool.columns().people),
            columns: dated.iter().zip(first..).map(column).collect(),
        }
    });
    groups.into_iter().collect()
}

/// The cells of some candidates, row by row: offer by offer, so that its tables stay near.
fn tile(groups: &[Group<'_>], pool: &Pool, range: Range<usize>, room: &mut Room) -> Vec<Cell> {
    let people = &pool.columns().people;
    room.fit.seen.clear();
    let width = groups.iter().map(|group| group.columns.len()).sum::<usize>();
    let mut cells = vec![Cell::default(); range.len() * width];
    let mut columns = groups.iter().flat_map(|group| &group.columns);
    let Some(now) = columns.next().map(|column| column.dated.now) else { return cells };
    // All offers are seen on one date: everybody is looked at once.
    for person in range.clone().filter_map(|at| people.get(at)) {
        room.fit.seen.look(&person, now);
    }
    let mut number = 0;
    for group in groups {
        room.words.clear();
        for person in range.clone().filter_map(|at| people.get(at)) {
            group.words.count(person.words, &mut room.words);
        }
        for (offer, column) in group.columns.iter().enumerate() {
            for ((place, at), row) in range.clone().enumerate().zip(cells.chunks_mut(width)) {
                let Some(person) = people.get(at) else { continue };
                let classes = column.classes.as_ref();
                let class = Classes::class_in(classes, column.dated, pool, at, &mut room.memo);
                let words = group.words.of(&room.words, place, offer);
                if let Some(cell) = row.get_mut(number) {
                    *cell = column.dated.fitted(class, &person, place, words, &mut room.fit);
                }
            }
            number += 1;
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
