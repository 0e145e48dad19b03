//! tantivy: fields and filters; its nearest query, so another ten than the formula's.

use tantivy::{
    Index, IndexWriter, Searcher, TantivyDocument, Term,
    collector::TopDocs,
    doc,
    query::{BooleanQuery, BoostQuery, Occur, Query, RangeQuery, TermQuery},
    schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TEXT, Value},
};

use crate::{
    formula::words,
    population::{Person, Post},
};

pub struct Tantivy {
    searcher: Searcher,
    number: Field,
    skills: Field,
    titles: Field,
    summary: Field,
    diploma: Field,
    residence: Field,
    corps: Field,
}

impl Tantivy {
    pub fn new(people: &[Person]) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let number = schema.add_u64_field("number", FAST | STORED);
        let skills = schema.add_text_field("skills", TEXT);
        let titles = schema.add_text_field("titles", TEXT);
        let summary = schema.add_text_field("summary", TEXT);
        let diploma = schema.add_u64_field("diploma", FAST | INDEXED);
        let residence = schema.add_u64_field("residence", FAST | INDEXED);
        let corps = schema.add_text_field("corps", STRING);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 1 << 30)?;
        for (i, p) in people.iter().enumerate() {
            let names: Vec<&str> = p.skills.iter().map(|s| s.name.as_str()).collect();
            writer.add_document(doc!(
                number => i as u64,
                skills => names.join(" , "),
                titles => p.titles.join(" , "),
                summary => p.summary.as_str(),
                diploma => u64::from(p.best_diploma()),
                residence => u64::from(p.residence_days),
                corps => p.corps.unwrap_or("none"),
            ))?;
        }
        writer.commit()?;
        let ids = index.searchable_segment_ids()?;
        if ids.len() > 1 {
            writer.merge(&ids).wait()?;
        }
        writer.wait_merging_threads()?;
        let searcher = index.reader()?.searcher();
        Ok(Self { searcher, number, skills, titles, summary, diploma, residence, corps })
    }

    fn should(
        &self,
        field: Field,
        text: &str,
        boost: f32,
        clauses: &mut Vec<(Occur, Box<dyn Query>)>,
    ) {
        let mut seen: Vec<String> = words(text).collect();
        seen.sort_unstable();
        seen.dedup();
        for word in seen {
            let term =
                TermQuery::new(Term::from_field_text(field, &word), IndexRecordOption::WithFreqs);
            clauses.push((Occur::Should, Box::new(BoostQuery::new(Box::new(term), boost))));
        }
    }

    pub fn top(&self, post: &Post, k: usize) -> tantivy::Result<Vec<u32>> {
        let at_least = |field, n: u64| -> Box<dyn Query> {
            Box::new(RangeQuery::new(
                std::ops::Bound::Included(Term::from_field_u64(field, n)),
                std::ops::Bound::Unbounded,
            ))
        };
        let corps = |name| -> (Occur, Box<dyn Query>) {
            (
                Occur::Should,
                Box::new(TermQuery::new(
                    Term::from_field_text(self.corps, name),
                    IndexRecordOption::Basic,
                )),
            )
        };
        let zero = |query: Box<dyn Query>| -> Box<dyn Query> {
            Box::new(tantivy::query::ConstScoreQuery::new(query, 0.0))
        };
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        self.should(self.skills, &post.skills.join(" "), 0.5, &mut clauses);
        self.should(self.titles, &post.title, 0.3, &mut clauses);
        self.should(self.summary, &post.description, 0.2, &mut clauses);
        let query = BooleanQuery::new(vec![
            (Occur::Must, zero(at_least(self.diploma, u64::from(post.diploma_level)))),
            (Occur::Must, zero(at_least(self.residence, u64::from(post.residence_years) * 365))),
            (
                Occur::Must,
                zero(Box::new(BooleanQuery::new(vec![corps(post.corps), corps("none")]))),
            ),
            (Occur::Must, Box::new(BooleanQuery::new(clauses))),
        ]);
        let hits = self.searcher.search(&query, &TopDocs::with_limit(k))?;
        hits.into_iter()
            .map(|(_, address)| {
                let doc: TantivyDocument = self.searcher.doc(address)?;
                Ok(doc.get_first(self.number).and_then(|v| v.as_u64()).unwrap_or(u64::MAX) as u32)
            })
            .collect()
    }
}
