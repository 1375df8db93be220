//! Text without a meaning, in English and Chinese, of any size.

use super::random::Random;

/// Pieces of it; whoever needs more goes round.
const POOL: usize = 32 * 1_024;

const WORDS: [&str; 40] = [
    "stream ",
    "event ",
    "reader ",
    "buffer ",
    "signal ",
    "window ",
    "market ",
    "garden ",
    "river ",
    "letter ",
    "paper ",
    "number ",
    "silent ",
    "bright ",
    "early ",
    "little ",
    "gather ",
    "listen ",
    "follow ",
    "answer ",
    "事件",
    "数据",
    "连接",
    "浏览器",
    "服务器",
    "消息",
    "重新",
    "时间",
    "城市",
    "春天",
    "河流",
    "图书",
    "早晨",
    "安静",
    "明亮",
    "收到",
    "等待",
    "继续",
    "开始",
    "完成，",
];

/// A text to cut pieces from.
#[derive(Debug)]
pub(crate) struct Filler(String);

impl Filler {
    /// The text of `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut text = String::with_capacity(POOL + 16);
        while text.len() < POOL {
            text.push_str(random.pick(&WORDS));
        }
        Self(text)
    }

    /// Appends at most `size` bytes from about `offset` on, and at least
    /// `size` - 3: characters stay whole.
    pub(crate) fn append(&self, offset: u64, mut size: usize, into: &mut String) {
        let text = &self.0;
        let mut start = whole(text, (offset % text.len() as u64) as usize);
        loop {
            let end = whole(text, text.len().min(start + size));
            into.push_str(&text[start..end]);
            size -= end - start;
            if end < text.len() {
                return;
            }
            start = 0;
        }
    }
}

/// The last boundary of characters up to `index`, which is not beyond the end.
fn whole(text: &str, index: usize) -> usize {
    (0..=index).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(seed: u64, offset: u64, size: usize) -> String {
        let mut piece = String::new();
        Filler::new(seed).append(offset, size, &mut piece);
        piece
    }

    #[test]
    fn the_same_seed_writes_the_same() {
        assert_eq!(piece(7, 5, 1_000), piece(7, 5, 1_000));
        assert_ne!(piece(7, 5, 1_000), piece(8, 5, 1_000));
        assert_ne!(piece(7, 5, 1_000), piece(7, 500, 1_000));
    }

    #[test]
    fn a_piece_has_its_size_wherever_it_is_cut() {
        let filler = Filler::new(7);
        for offset in (0..100_000).step_by(37) {
            for size in [0, 1, 2, 50, POOL, 2 * POOL + 100] {
                let mut piece = String::new();
                filler.append(offset, size, &mut piece);
                assert!(piece.len() <= size && piece.len() + 3 >= size, "{offset} {size}");
            }
        }
    }

    #[test]
    fn both_languages_are_in_it() {
        let piece = piece(7, 0, 400);
        assert!(piece.contains(|char: char| char.is_ascii_lowercase()));
        assert!(piece.contains(|char: char| ('\u{4e00}'..='\u{9fff}').contains(&char)));
    }
}
