//! Which unit the article at a place belongs to, where articles lie in the order of units.

use super::super::units::Unit;

/// The unit of the article at each place, in four bits each, so that those of a million articles stay in the cache.
#[derive(Debug)]
pub(super) struct UnitAt {
    blocks: Vec<Block>,
    pub n_places: usize,
    /// How many articles are not alone in their units.
    pub n_together: usize,
}

/// 32 places.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    /// How many units begin before.
    n_units: u32,
    /// How many articles before are not alone.
    n_together: u32,
    /// The places at which a unit begins.
    begins: u32,
    /// Those whose article is not alone.
    together: u32,
}

impl UnitAt {
    pub fn new(units: &[Unit], n_places: usize) -> UnitAt {
        let mut blocks = vec![Block::default(); n_places.div_ceil(32)];
        let mut at = 0;
        for unit in units {
            blocks[at / 32].begins |= 1 << (at % 32);
            let end = at + unit.n_articles as usize;
            if unit.n_articles > 1 {
                (at..end).for_each(|at| blocks[at / 32].together |= 1 << (at % 32));
            }
            at = end;
        }
        let (mut n_units, mut n_together) = (0, 0);
        for block in &mut blocks {
            (block.n_units, block.n_together) = (n_units, n_together);
            n_units += block.begins.count_ones();
            n_together += block.together.count_ones();
        }
        UnitAt { blocks, n_places, n_together: n_together as usize }
    }

    /// The unit at a place, and the number of the article among those that are not alone if it is one.
    #[inline]
    pub fn get(&self, place: usize) -> (u32, Option<usize>) {
        let Block { n_units, n_together, begins, together } = self.blocks[place / 32];
        // Up to and with this place.
        let up_to = |places: u32| (places << (31 - place % 32)).count_ones();
        let is_together = together >> (place % 32) & 1 == 1;
        let number = is_together.then(|| (n_together + up_to(together)) as usize - 1);
        (n_units + up_to(begins) - 1, number)
    }
}
