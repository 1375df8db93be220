//! Claim: a seed and an index name the same case for ever, and shrinking keeps what fails.

use event_stream_generator::{Case, Part, Random, shrink};

/// FNV-1a over the chunks of the first cases, borders included.
#[test]
fn the_cases_are_those_of_yesterday() {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    for index in 0..2_000 {
        for chunk in Case::generate(1, index).chunks() {
            chunk.iter().copied().for_each(&mut add);
            add(b'|');
        }
    }
    assert_eq!(
        hash, 11_512_456_856_965_818_501,
        "a change here makes every seed that somebody wrote down mean another case"
    );
}

#[test]
fn a_failing_case_shrinks_to_what_fails() {
    // An "x" in a later chunk than the first.
    let fails = |parts: &[Part]| {
        Case::of_parts(parts).chunks()[1..].iter().any(|chunk| chunk.contains(&b'x'))
    };
    let failing = (0..).map(|index| Case::generate(1, index)).find(|case| fails(case.parts()));
    let smallest = Case::of_parts(shrink(failing.unwrap().parts().to_vec(), fails));
    assert_eq!(smallest.to_string(), r#""" | "x""#);
}

#[test]
fn a_fuzzer_makes_every_choice_until_it_has_no_more() {
    let mut random = Random::of_bytes(&[5, 0, 7, 1]);
    assert_eq!([random.below(4), random.below(1), random.below(300)], [1, 0, 7]);
    assert_eq!([random.below(4), random.below(4)], [1, 0]);
}
