//! What the assistant has to say, in each language.

use serde::Deserialize;

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Locale {
    #[default]
    En,
    Zh,
}

/// What an answer in one language is made of. `{}` is the topic.
pub(super) struct Phrases {
    pub(super) openings: [&'static str; 4],
    pub(super) reasons: [&'static str; 5],
    pub(super) heading: [&'static str; 3],
    pub(super) points: [&'static str; 8],
    pub(super) code: [&'static str; 3],
    pub(super) closings: [&'static str; 4],
    /// What a question is about that names nothing.
    pub(super) topic: &'static str,
}

impl Phrases {
    /// Those of `locale`.
    pub(super) fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::En => &EN,
            Locale::Zh => &ZH,
        }
    }
}

const EN: Phrases = Phrases {
    openings: [
        "You ask: “{q}”. The short answer is that {} rewards a calm first look.",
        "“{q}” is a good question. Most of what matters about {} fits into a few sentences.",
        "Let me take “{q}” step by step, since {} has more sides than one.",
        "Thank you for “{q}”. There is no single rule for {}, but there is a way to go about it.",
    ],
    reasons: [
        "In practice {} depends on what arrives first and on what may be lost on the way.",
        "The usual surprise with {} is not speed but order: a late message must not overtake an early one.",
        "Anything that reconnects has to know where it stopped, and {} is no exception.",
        "Measure before you change anything about {}; the slow part is seldom where one expects it.",
        "What makes {} pleasant is that each step can be seen, repeated and undone.",
    ],
    heading: ["What I would do:", "Three things help:", "A list to start from:"],
    points: [
        "**Name the goal.** Say in one sentence what {} should do for its reader.",
        "**Keep the last event ID.** Then a broken connection costs nothing.",
        "**Send small pieces.** The first word counts more than the last.",
        "**Watch the silence.** A heartbeat tells a quiet server from a dead one.",
        "**Refresh the token early**, before the stream that depends on it ends.",
        "**Draw once per frame**, however many messages arrive between two frames.",
        "**Test the failure.** Cut the connection on purpose and look at {} again.",
        "**Write it down.** The next person will ask the same about {}.",
    ],
    code: ["In code it looks like this:", "A minimal example:", "The heart of it is short:"],
    closings: [
        "That is all there is to {} for a start. Ask me about any of the points.",
        "If {} still puzzles you, tell me what you see and what you expected.",
        "Try it with a small case first; {} grows well from there.",
        "I made this text up from templates, but the advice on {} holds.",
    ],
    topic: "this",
};

const ZH: Phrases = Phrases {
    openings: [
        "您问的是“{q}”。简单地说，{}值得先冷静地看一遍。",
        "“{q}”是个好问题。关于{}，要紧的内容几句话就能说清。",
        "我们一步一步来看“{q}”，因为{}不止一个方面。",
        "谢谢您提出“{q}”。{}没有唯一的规则，但有一套做法。",
    ],
    reasons: [
        "实际上，{}取决于什么先到，以及途中允许丢失什么。",
        "{}常常让人意外的不是速度，而是顺序：晚到的消息不能抢在前面。",
        "凡是会重新连接的程序，都要知道自己停在哪里，{}也不例外。",
        "改动{}之前请先测量，慢的地方往往不在意料之中。",
        "{}的好处在于，每一步都看得见，可以重复，也可以撤销。",
    ],
    heading: ["我会这样做：", "以下几点会有帮助：", "可以从这份清单开始："],
    points: [
        "**明确目标。** 用一句话说明{}要为读者做什么。",
        "**保存最后的事件编号。** 这样连接中断也不会有损失。",
        "**分成小块发送。** 第一个字比最后一个字更重要。",
        "**留意沉默。** 心跳能区分安静的服务器和失去响应的服务器。",
        "**提前刷新令牌**，不要等依赖它的流结束。",
        "**每帧只绘制一次**，无论两帧之间到达多少消息。",
        "**测试故障。** 故意断开连接，再看一看{}。",
        "**写下来。** 下一个人也会问起{}。",
    ],
    code: ["写成代码是这样的：", "一个最小的例子：", "核心部分很短："],
    closings: [
        "关于{}，先说到这里。您可以继续追问其中任何一点。",
        "如果{}仍然让您困惑，请告诉我您看到了什么、期望什么。",
        "先用一个小例子试试，{}可以由此慢慢扩展。",
        "这段文字由模板生成，不过关于{}的建议是可靠的。",
    ],
    topic: "这个问题",
};
