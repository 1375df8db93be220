//! What happens to the page, told to one source.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Document, Event, EventTarget, VisibilityState};

use super::sink::StreamSink;
use crate::connection::{Conditions, Input};
use crate::web::Driver;

#[wasm_bindgen]
extern "C" {
    /// The global object of a window, a worker or neither: any member may be missing.
    pub(super) type Scope;
    #[wasm_bindgen(method, getter)]
    fn navigator(this: &Scope) -> Option<Navigator>;
    #[wasm_bindgen(method, getter)]
    pub(super) fn document(this: &Scope) -> Option<Document>;
    #[wasm_bindgen(method, getter)]
    fn location(this: &Scope) -> Option<Location>;
    #[wasm_bindgen(method, getter)]
    fn origin(this: &Scope) -> Option<String>;
    /// WebKit's alone.
    #[wasm_bindgen(method, getter, js_name = WebKitPoint)]
    pub(super) fn webkit_point(this: &Scope) -> JsValue;

    type Navigator;
    #[wasm_bindgen(method, getter, js_name = onLine)]
    fn on_line(this: &Navigator) -> Option<bool>;

    type Location;
    #[wasm_bindgen(method, getter)]
    fn href(this: &Location) -> Option<String>;
}

impl Scope {
    pub(super) fn get() -> Self {
        js_sys::global().unchecked_into()
    }

    /// What URLs are relative to.
    pub(super) fn base(&self) -> Option<String> {
        match self.document() {
            Some(document) => document.base_uri().ok().flatten(),
            None => self.location()?.href(),
        }
    }

    /// Whether a header of ours asks for no preflight. Outside a browser no origin asks for one.
    pub(super) fn is_same_origin(&self, origin: &str) -> bool {
        self.origin().is_none_or(|own| own == origin)
    }
}

const OF_SCOPE: [&str; 4] = ["online", "offline", "pagehide", "pageshow"];
const OF_DOCUMENT: [&str; 2] = ["visibilitychange", "resume"];

/// Listeners on the page, until they leave it.
#[derive(Debug)]
pub(super) struct PageListeners(Closure<dyn Fn(Event)>);

impl PageListeners {
    /// Tells the driver how things are, now and whenever that changes.
    pub(super) fn join(driver: &Rc<Driver<StreamSink>>, conditions: Conditions) -> Self {
        // Between `pagehide` and `pageshow`: the page may be in the back/forward cache.
        let away = Cell::new(false);
        tell(driver, conditions, false);
        let driver = Rc::downgrade(driver);
        let listeners = Self(Closure::new(move |event: Event| {
            match &*event.type_() {
                "pagehide" => away.set(true),
                "pageshow" => away.set(false),
                _ => {}
            }
            if let Some(driver) = driver.upgrade() {
                tell(&driver, conditions, away.get());
            }
        }));
        listeners.for_each(|target, event_type, listener| {
            drop(target.add_event_listener_with_callback(event_type, listener));
        });
        listeners
    }

    pub(super) fn leave(&self) {
        self.for_each(|target, event_type, listener| {
            drop(target.remove_event_listener_with_callback(event_type, listener));
        });
    }

    fn for_each(&self, change: impl Fn(&EventTarget, &str, &js_sys::Function)) {
        let scope = Scope::get();
        let listener = self.0.as_ref().unchecked_ref();
        // In Node the global object is no target.
        if let Some(target) = scope.dyn_ref::<EventTarget>() {
            OF_SCOPE.iter().for_each(|event_type| change(target, event_type, listener));
        }
        if let Some(document) = scope.document() {
            OF_DOCUMENT.iter().for_each(|event_type| change(&document, event_type, listener));
        }
    }
}

impl Drop for PageListeners {
    fn drop(&mut self) {
        self.leave();
    }
}

fn tell(driver: &Rc<Driver<StreamSink>>, conditions: Conditions, away: bool) {
    let scope = Scope::get();
    let on_line = scope.navigator().and_then(|navigator| navigator.on_line()) != Some(false);
    let hidden = scope
        .document()
        .is_some_and(|document| document.visibility_state() == VisibilityState::Hidden);
    driver.handle(Input::Page(conditions.page(on_line, away, hidden)));
}
