//! The lines of many files and methods as one Markdown table, averaged over files.

use std::collections::BTreeMap;

use super::experiments::Line;

const HEADER: &str = "| experiment | method | p < .05 | p < .001 | splits with a discovery | recall | false discoveries |
|---|---|--:|--:|--:|--:|--:|";

/// One row for each experiment and method, in the order in which they were first seen.
pub fn markdown(lines: &[Line]) -> String {
    let mut rows: BTreeMap<(usize, usize), Vec<&Line>> = BTreeMap::new();
    let (mut experiments, mut methods) = (Vec::new(), Vec::new());
    let number = |seen: &mut Vec<String>, name: String| {
        seen.iter().position(|known| *known == name).unwrap_or_else(|| {
            seen.push(name);
            seen.len() - 1
        })
    };
    for line in lines {
        let experiment = number(&mut experiments, line.title());
        let method = number(&mut methods, line.method.to_owned());
        rows.entry((experiment, method)).or_default().push(line);
    }
    let mut table = HEADER.to_owned();
    for ((experiment, method), lines) in rows {
        let mean = |pick: fn(&Line) -> Option<f64>, digits: usize| {
            let found: Vec<f64> = lines.iter().filter_map(|line| pick(line)).collect();
            let sum: f64 = found.iter().sum();
            if found.is_empty() {
                String::new()
            } else {
                format!("{:.digits$}", sum / found.len() as f64)
            }
        };
        table += &format!(
            "\n| {} | {} | {} | {} | {} | {} | {} |",
            experiments[experiment],
            methods[method],
            mean(|line| line.p05, 3),
            mean(|line| line.p001, 4),
            mean(|line| line.fwe, 2),
            mean(|line| line.recall, 3),
            mean(|line| line.fdp, 3),
        );
    }
    table
}
