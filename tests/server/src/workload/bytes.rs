//! The bytes of a workload: the same ones for a name and a count, on every machine and for ever.
//! No dependency, so that the native benchmark (`benches/event_stream.rs`) has them too.

/// What stands after every stream, so that clients know when to close.
pub(crate) const END: &[u8] = b"event: end\ndata: end\n\n";

/// Events after which a workload repeats itself.
const PERIOD: u64 = 1000;

const MIB: usize = 1024 * 1024;

/// How a stream is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frames {
    /// As much at once as is at hand.
    Large,
    /// One event a write, a millisecond and more between two of them.
    Events,
    /// One byte a write.
    Bytes,
}

/// The text of the nth event.
type Event = fn(u64) -> String;

/// `line` is apart: it is one event.
const WORKLOADS: [(&str, Frames, Event); 11] = [
    ("small", Frames::Large, small),
    ("json", Frames::Large, json),
    ("cjk", Frames::Large, cjk),
    ("large", Frames::Large, large),
    ("tokens", Frames::Events, token),
    ("tokens-at-once", Frames::Large, token),
    ("types", Frames::Large, types),
    ("lines", Frames::Large, lines),
    ("comments", Frames::Large, comment),
    ("mixed", Frames::Large, mixed),
    ("bytes", Frames::Bytes, small),
];

/// A stream: a period of events so many times, then [`END`].
#[derive(Debug)]
pub(crate) struct Stream {
    pub(crate) frames: Frames,
    /// One period, and where each of its events ends.
    pub(crate) period: Vec<u8>,
    pub(crate) ends: Vec<usize>,
    pub(crate) periods: u64,
    /// What a client must have heard before `end`.
    pub(crate) events: u64,
    /// Of all data together, in UTF-16 units.
    pub(crate) length: u64,
    pub(crate) types: Vec<String>,
}

impl Stream {
    /// `None` for a name that there is not. `count` is in events, for `line` in MiB; beyond a
    /// period it is rounded up to whole ones.
    pub(crate) fn new(name: &str, count: u64) -> Option<Self> {
        if name == "line" {
            return Some(Self::of(Frames::Large, 1, &[line(count)]));
        }
        let (_, frames, event) = WORKLOADS.iter().find(|workload| workload.0 == name)?;
        let events: Vec<_> = (0..count.min(PERIOD)).map(event).collect();
        Some(Self::of(*frames, count.div_ceil(PERIOD), &events))
    }

    fn of(frames: Frames, periods: u64, texts: &[String]) -> Self {
        let mut types = Vec::new();
        let mut ends = Vec::new();
        let (mut period, mut events, mut length) = (Vec::new(), 0, 0);
        for text in texts {
            period.extend(text.bytes());
            ends.push(period.len());
            let data: Vec<_> =
                text.lines().filter_map(|line| line.strip_prefix("data: ")).collect();
            if data.is_empty() {
                continue;
            }
            let event_type = text.lines().find_map(|line| line.strip_prefix("event: "));
            let event_type = event_type.unwrap_or("message").to_owned();
            if !types.contains(&event_type) {
                types.push(event_type);
            }
            events += periods;
            length += data.join("\n").encode_utf16().count() as u64 * periods;
        }
        Self { frames, period, ends, periods, events, length, types }
    }
}

/// 26 bytes.
fn small(n: u64) -> String {
    format!("data: tick {n:04} {:08}\n\n", n * 7919)
}

/// 200 bytes, with an ID and a type.
fn json(n: u64) -> String {
    let price = 100 + n * 37 % 900;
    let data = format!(
        r#"{{"symbol":"ESPW{:02}","price":{price}.25,"volume":{},"bid":{price}.20,"ask":{price}.30,"time":{},"note":"#,
        n % 40,
        n * 997,
        1_700_000_000_000 + n * 250,
    );
    let text = format!("event: price\nid: {n:06}\ndata: {data}\"");
    format!("{text:.<196}\"}}\n\n")
}

/// Chinese text, 60 to 80 characters of three bytes each.
fn cjk(n: u64) -> String {
    const TEXTS: [&str; 4] = [
        "服务器推送事件让网页不必反复询问就能及时得到新的消息，连接断开以后它会自动恢复，并且从上次收到的位置继续，一条也不会丢失。",
        "今天上午市场开盘以后，主要指数小幅上涨，成交量比昨天同一时间增加了百分之十二，投资者的情绪正在逐步恢复，观望的人仍然很多。",
        "数据中心的温度、湿度和电力负荷都在正常范围之内，值班人员每隔三十分钟巡视一次，发现异常情况会立刻通知负责的工程师处理。",
        "人工智能助手正在逐字生成回答，用户可以随时停止，也可以继续提出新的问题，所有的对话内容都会按照时间的先后顺序保存起来。",
    ];
    format!("data: {n:04}：{}\n\n", TEXTS[n as usize % TEXTS.len()])
}

/// 2 KiB of JSON.
fn large(n: u64) -> String {
    let mut text = format!(r#"data: {{"batch":{n},"rows":["#);
    while text.len() < 1960 {
        let row = text.len() as u64;
        text += &format!(
            r#"{{"id":{:05},"name":"row {row}","value":{}.5,"ok":true}},"#,
            n * 31 + row,
            row * 7 % 1000,
        );
    }
    format!("{text:<2043}0]}}\n\n")
}

/// As language models stream: one token an event.
fn token(n: u64) -> String {
    const TOKENS: [&str; 8] = ["The", " stream", " goes", " on", ",", " 你好", " token", "."];
    let token = TOKENS[n as usize % TOKENS.len()];
    format!(
        "data: {{\"id\":\"chatcmpl-1\",\"choices\":[{{\"delta\":{{\"content\":\"{token}\"}}}}]}}\n\n"
    )
}

/// Twenty types in turn.
fn types(n: u64) -> String {
    format!("event: type-{:02}\ndata: {{\"n\":{n},\"state\":\"changed\"}}\n\n", n % 20)
}

/// Eight lines of data.
fn lines(n: u64) -> String {
    let line = |line| format!("data: {n:04}.{line} the quick brown fox jumps over it\n");
    (0..8).map(line).collect::<String>() + "\n"
}

/// Nothing for a listener.
fn comment(n: u64) -> String {
    format!(": keep-alive {n:04}, nothing happened\n\n")
}

/// Every field, in each way of writing it that the standard knows, and ones that it does not.
fn mixed(n: u64) -> String {
    match n % 5 {
        0 => format!("id: {n}\nevent: update\ndata: {{\"n\":{n}}}\n\n"),
        1 => format!(": comment {n}\ndata: plain text number {n}\n\n"),
        2 => format!("retry: 3000\r\nid: {n}\r\ndata: line ends of two characters\r\n\r\n"),
        3 => format!("unknown: {n}\ndata: one\ndata: two\nid: {n}\n\n"),
        _ => format!("event: update\nid\ndata: 更新 {n} 🙂\n\n"),
    }
}

/// One line of so many MiB, its end not counted.
fn line(mib: u64) -> String {
    let mut line = String::from("data: ");
    line.extend(
        (line.len()..mib as usize * MIB).map(|index| char::from(b'0' + (index % 75) as u8)),
    );
    line + "\n\n"
}
