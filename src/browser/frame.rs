//! Work put off to the browser's next frame.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Asks for a frame; however often it is asked, one at most is pending.
#[derive(Clone)]
pub struct FrameRequest {
    inner: SendWrapper<Rc<Inner>>,
}

struct Inner {
    pending: Cell<Option<i32>>,
    on_frame: RefCell<Option<Closure<dyn FnMut()>>>,
}

impl FrameRequest {
    /// Runs the work in the next frame, unless it is going to anyway.
    pub fn request(&self) {
        if self.inner.pending.get().is_some() {
            return;
        }
        if let Some(on_frame) = self.inner.on_frame.borrow().as_ref() {
            let id = window().request_animation_frame(on_frame.as_ref().unchecked_ref());
            self.inner.pending.set(id.ok());
        }
    }
}

/// A request for frames that each run `work`, until the owner goes away.
pub fn use_frame(work: impl Fn() + 'static) -> FrameRequest {
    let inner = Rc::new(Inner {
        pending: Cell::new(None),
        on_frame: RefCell::new(None),
    });
    let for_frame = Rc::downgrade(&inner);
    *inner.on_frame.borrow_mut() = Some(Closure::new(move || {
        if let Some(inner) = for_frame.upgrade() {
            inner.pending.set(None);
            work();
        }
    }));
    let request = FrameRequest {
        inner: SendWrapper::new(inner),
    };
    let held = request.clone();
    on_cleanup(move || {
        if let Some(id) = held.inner.pending.take() {
            // A frame that has already run is not there to be cancelled.
            let _ = window().cancel_animation_frame(id);
        }
    });
    request
}
