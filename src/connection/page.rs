//! What the machine believes of the page, and what it waits for because of it.
//!
//! The rule: a hint is never waited for without a bound. Only what the page decides itself has none.
//!
//! | the page says | meanwhile | bound |
//! |---|---|---|
//! | offline | attempts are made more slowly | a minute apart, and a response ends the belief: then it was wrong |
//! | inactive | no attempt is alive, none is begun | none: it is `pauseWhenHidden`, or `pagehide`. A page that was hidden for good and gets no `pageshow` runs nothing that could miss an event |
//! | it does not read | its silence is not the server's | none: the delivery's promise is always fulfilled, and an iterator that nobody asks is the page's choice. Leaving, `reconnect()` and `close()` end it |
//!
//! `navigator.onLine` is false behind VPNs and virtual adapters with a working network. That is why
//! it is a hint, and why only a change to offline renews it once a response has proved it wrong.

/// What the page says of itself, each time that anything of it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Whether there is a network to try: a hint.
    pub online: bool,
    /// How much it is there.
    pub presence: Presence,
}

/// How much a page is there: who is there less than before has not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// In the back/forward cache, or hidden where that pauses the source.
    Inactive = 0,
    /// Not to be seen.
    Hidden = 1,
    /// To be seen, or no document's.
    Visible = 2,
}

/// Whether the source can do without a network, and whether a hidden page pauses it. `page.js` of the
/// face has the same rule; `tests/rules.json` holds both to one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conditions {
    /// Of a URL of this machine.
    pub local: bool,
    /// The option.
    pub pause_when_hidden: bool,
}

impl Conditions {
    /// What a page says whose `navigator.onLine`, whose being in the back/forward cache and whose
    /// being hidden are these.
    pub const fn page(self, on_line: bool, away: bool, hidden: bool) -> Page {
        let presence = match (away, hidden) {
            (false, false) => Presence::Visible,
            (false, true) if !self.pause_when_hidden => Presence::Hidden,
            _ => Presence::Inactive,
        };
        Page { online: self.local || on_line, presence }
    }
}

/// Whether a host, as a URL has it, is this machine, which is reached without a network.
pub fn is_local(hostname: &str) -> bool {
    let loopback = hostname.strip_prefix("127.").is_some_and(|rest| {
        rest.split('.').count() == 3
            && rest
                .split('.')
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    });
    loopback || hostname == "[::1]" || hostname == "localhost" || hostname.ends_with(".localhost")
}

/// How many times as long a delay is while offline is believed. With the default jitter the longest
/// default delay stays below the bound, so that a crowd stays spread out.
const SLOWER: u64 = 3;

/// What a delay is made longer up to, in ms.
const BOUND: u64 = 60_000;

/// What is believed.
#[derive(Debug)]
pub(super) struct Belief {
    said: Page,
    offline: bool,
    behind: bool,
}

impl Belief {
    /// Of a page that has said nothing yet.
    pub(super) const fn new() -> Self {
        Self {
            said: Page { online: true, presence: Presence::Visible },
            offline: false,
            behind: false,
        }
    }

    /// Whether it says now that it goes: a wait goes on, for nobody has come back.
    pub(super) fn goes(&self, page: Page) -> bool {
        page.presence < self.said.presence
    }

    /// The page says how things are. Gives whether it is back from being offline, as was believed.
    pub(super) const fn hear(&mut self, page: Page) -> bool {
        let came_back = self.offline && page.online;
        self.offline = !page.online && (self.offline || self.said.online);
        self.said = page;
        came_back
    }

    /// There is a response: whatever the page says, there is a network.
    pub(super) const fn responded(&mut self) {
        self.offline = false;
    }

    /// Whether an attempt is expected to come to nothing.
    pub(super) const fn is_offline(&self) -> bool {
        self.offline
    }

    /// Whether an attempt may be alive.
    pub(super) const fn is_active(&self) -> bool {
        !matches!(self.said.presence, Presence::Inactive)
    }

    /// The delay before the next attempt, in ms, where it would be `delay`.
    pub(super) fn slow(&self, delay: u64) -> u64 {
        if self.offline { delay.max(delay.saturating_mul(SLOWER).min(BOUND)) } else { delay }
    }

    /// It does not read on.
    pub(super) const fn falls_behind(&mut self) {
        self.behind = true;
    }

    /// It reads on, or there is something else to read.
    pub(super) const fn reads(&mut self) {
        self.behind = false;
    }

    /// Whether silence is the page's own.
    pub(super) const fn is_behind(&self) -> bool {
        self.behind
    }
}
