//! An assistant without a mind: templates and word lists make an answer in
//! Markdown that refers to the question, the same one for the same question.

use std::fmt::Write;

use super::phrases::{Locale, Phrases};
use super::random::Random;

/// How much of the question is quoted.
const QUOTED: usize = 60;

/// The answer to `question`.
pub(crate) fn answer(question: &str, locale: Locale) -> String {
    let mut random = Random::of(question);
    let phrases = Phrases::of(locale);
    let quoted = quoted(question);
    let topic = topic(&quoted);
    let named = match (topic, locale) {
        (None, _) => phrases.topic.to_owned(),
        (Some(topic), Locale::En) => topic.to_owned(),
        // Chinese has no spaces that would set it off.
        (Some(topic), Locale::Zh) => format!("「{topic}」"),
    };
    let say = |phrase: &str| phrase.replace("{}", &named).replace("{q}", &quoted);

    let mut points = phrases.points.to_vec();
    let count = 3 + random.below(3) as usize;
    let points: Vec<_> = (0..count)
        .map(|_| points.swap_remove(random.below(points.len() as u64) as usize))
        .collect();

    let opening = say(random.pick(&phrases.openings));
    let first = random.below(phrases.reasons.len() as u64) as usize;
    let second = (first + 1 + random.below(phrases.reasons.len() as u64 - 1) as usize)
        % phrases.reasons.len();
    let space = if locale == Locale::En { " " } else { "" };

    let mut text = format!("{opening}\n\n");
    let reasons = [first, second].map(|index| say(phrases.reasons[index]));
    // Cannot fail: the target is a String.
    let _ = write!(text, "{}\n\n{}\n\n", reasons.join(space), random.pick(&phrases.heading));
    for (point, number) in points.into_iter().zip(1..) {
        let _ = writeln!(text, "{number}. {}", say(point));
    }
    let _ =
        write!(text, "\n{}\n\n{}\n", random.pick(&phrases.code), code(topic.unwrap_or_default()));
    text.push_str(&say(random.pick(&phrases.closings)));
    text
}

/// The question on one line, without what Markdown would read as markup.
fn quoted(question: &str) -> String {
    let words: Vec<_> = question.split_whitespace().collect();
    let line: String = words
        .join(" ")
        .chars()
        .filter(|char| !char.is_control() && !"`*_<>[]#|\\{}“”".contains(*char))
        .collect();
    let mut short: String = line.chars().take(QUOTED).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// The longest word, or the first run of Chinese up to where it stops.
fn topic(question: &str) -> Option<&str> {
    let words = question.split(|char: char| !char.is_alphanumeric() && char != '-');
    // The first of those of equal length.
    words.rev().filter(|word| word.chars().count() > 1).max_by_key(|word| word.chars().count())
}

fn code(topic: &str) -> String {
    let name: String = topic.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = if name.is_empty() { "topic".to_owned() } else { name.to_lowercase() };
    format!(
        "```js\nconst source = new EventSourcePolyfill(\"/api/stream?about={name}\", {{ headers }});\n\
         source.onmessage = (event) => {{\n  show(JSON.parse(event.data));\n}};\n```\n"
    )
}

/// `text` in the pieces a model would send: words with the space before them,
/// one or two Chinese characters. Together they are the text.
pub(crate) fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut last = ' ';
    let mut pair = false;
    for (index, char) in text.char_indices() {
        let inside = if is_ideograph(char) {
            pair = is_ideograph(last) && !pair;
            pair
        } else {
            pair = false;
            char.is_alphanumeric() && (last.is_alphanumeric() || last == ' ') && !is_ideograph(last)
        };
        if index > start && !inside {
            tokens.push(&text[start..index]);
            start = index;
        }
        last = char;
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

fn is_ideograph(char: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&char)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUESTIONS: [(&str, Locale); 4] = [
        ("How do I reconnect an EventSource?", Locale::En),
        ("怎样让事件流自动重新连接？", Locale::Zh),
        ("?", Locale::En),
        ("", Locale::Zh),
    ];

    #[test]
    fn the_same_question_has_the_same_answer() {
        for (question, locale) in QUESTIONS {
            assert_eq!(answer(question, locale), answer(question, locale));
        }
        let [en, zh] =
            [QUESTIONS[0], QUESTIONS[1]].map(|(question, locale)| answer(question, locale));
        assert_ne!(en, zh);
        assert_ne!(en, answer("How do I close an EventSource?", Locale::En));
    }

    #[test]
    fn an_answer_refers_to_its_question() {
        let text = answer("How do I reconnect an EventSource?", Locale::En);
        assert!(text.contains("“How do I reconnect an EventSource?”"), "{text}");
        assert!(text.matches("EventSource").count() > 2, "{text}");
        assert!(text.contains("about=eventsource"), "{text}");
        let text = answer("令牌过期了怎么办？", Locale::Zh);
        assert!(text.matches("令牌过期了怎么办").count() > 2, "{text}");
    }

    #[test]
    fn an_answer_has_paragraphs_a_list_and_code() {
        for (question, locale) in QUESTIONS {
            let text = answer(question, locale);
            assert!(text.split("\n\n").count() >= 6, "{text}");
            assert!(text.contains("\n1. ") && text.contains("\n3. "), "{text}");
            assert_eq!(text.matches("```").count(), 2, "{text}");
            assert!(!text.contains("{}") && !text.contains("{q}"), "{text}");
        }
    }

    #[test]
    fn a_question_cannot_break_the_markdown() {
        let text = answer("```\n# {} {q} <script>\n```", Locale::En);
        assert_eq!(text.matches("```").count(), 2, "{text}");
        assert!(!text.contains("<script>") && !text.contains("\n# "), "{text}");
    }

    #[test]
    fn tokens_make_the_text_again() {
        for (question, locale) in QUESTIONS {
            let text = answer(question, locale);
            assert_eq!(tokens(&text).concat(), text);
        }
        assert_eq!(tokens("two words, 事件流。"), ["two", " words", ",", " ", "事件", "流", "。"]);
        assert!(tokens("").is_empty());
    }
}
