//! A profile whose articles all count for one outlet and story.

use std::sync::Arc;

use super::Profile;
use super::image::{Image, ImageWriter, Stored};
use super::section::{Cell, SectionWriter};
use super::units::{Unit, Units};
use crate::error::{Error, Result};

impl Profile {
    /// The same articles as those of one outlet on one story, as if they had been counted under these names.
    ///
    /// For engines that group by outlet and story themselves and know the names only behind.
    ///
    /// ```
    /// use parallax::profile::{Options, Profiler};
    ///
    /// let count = |outlet: &str, story: &str| {
    ///     let mut profiler = Profiler::new(&Options::default());
    ///     profiler.add(outlet, story, "Harbour dues rise");
    ///     profiler.finish()
    /// };
    /// let named = count("", "").named("courier.example", "harbour")?;
    /// assert_eq!(named.to_bytes()?, count("courier.example", "harbour").to_bytes()?);
    /// # Ok::<(), parallax::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Format`] where the profile is damaged, or sums are beyond 64 bits.
    pub fn named(&self, outlet: &str, story: &str) -> Result<Profile> {
        let image = &self.image;
        let too_large = || image.broken("sums beyond 64 bits");
        let mut all = Unit::default();
        for unit in &image.units.units {
            let add = |sum: u64, other| sum.checked_add(other).ok_or_else(too_large);
            all.n_articles = add(all.n_articles, unit.n_articles)?;
            all.n_tokens = add(all.n_tokens, unit.n_tokens)?;
            all.tokens_squared = add(all.tokens_squared, unit.tokens_squared)?;
        }
        let mut units = Units::default();
        if all.n_articles > 0 {
            let story = if image.options.keeps_stories() { story.trim() } else { "" };
            units.outlets.push(outlet.trim().to_owned());
            units.stories.push(story.to_owned());
            units.units.push(all);
        }
        let io = |source| Error::io("memory", source);
        let mut out = ImageWriter::new(Vec::new(), &image.options, &units).map_err(io)?;
        for section in 0..image.n_sections() {
            let mut terms = image.section(section)?;
            let mut writer = SectionWriter::new(Vec::new(), section as u32, &units.units);
            while terms.next_term().map_err(|found| image.broken(&found))? {
                writer.term(terms.term()).map_err(io)?;
                let mut sums = Cell::default();
                let mut added = Some(());
                terms
                    .whole_cells(|_, cell| added = added.and_then(|()| sums.add(&cell)))
                    .map_err(|found| image.broken(&found))?;
                added.ok_or_else(too_large)?;
                writer.cell(0, &sums).map_err(io)?;
                writer.end().map_err(io)?;
            }
            let (bytes, written) = writer.finish().map_err(io)?;
            out.section(&mut &bytes[..], written).map_err(io)?;
        }
        let bytes = out.finish().map_err(io)?;
        Ok(Profile { image: Image::new(Stored::Bytes(Arc::from(bytes)), "memory".into())? })
    }
}
