//! What only a browser can show: that the hooks of `browser/` follow it and let go, and that the
//! canvas is really painted. Everything else is tested on the host or end to end.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "all of it is test code")]

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use js_sys::Promise;
use leptos::html;
use leptos::mount::mount_to;
use leptos::prelude::*;
use runboard_chart::palette::{Ink, Theme};
use runboard_chart::scene::{Scene, Shape};
use runboard_chart::space::{RectPx, SizePx};
use runboard_ui::browser::clock::{Sleeper, now_unix_millis};
use runboard_ui::browser::element_size::use_element_size;
use runboard_ui::browser::frame::use_frame;
use runboard_ui::browser::modal::Modal;
use runboard_ui::browser::reading_rows::{ReadingRows, RowContent};
use runboard_ui::browser::row_cells::{CellContent, RowCells};
use runboard_ui::components::ChartCanvas;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// Waits for the browser's next frame.
async fn next_frame() {
    let frame = Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(frame).await.unwrap();
}

/// Waits for some frames until the condition holds.
async fn frames_until(what: &str, mut condition: impl FnMut() -> bool) {
    for _ in 0..120 {
        if condition() {
            return;
        }
        next_frame().await;
    }
    panic!("120 frames without {what}");
}

/// An element at the end of the page.
fn new_box() -> HtmlElement {
    let element: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&element).unwrap();
    element
}

/// A wake that came while a request was running was lost: what it was about waited for the next poll.
#[wasm_bindgen_test]
async fn a_wake_before_the_wait_ends_it_once() {
    let owner = Owner::new();
    let sleeper = owner.with(Sleeper::new);
    // What is tested is the wait itself.
    let (wait, moment) = (Sleeper::sleep, Duration::from_millis(50));
    let hour = Duration::from_secs(3_600);
    let waits_for_a_moment = async || {
        let before = now_unix_millis();
        wait(sleeper, moment).await;
        now_unix_millis() - before >= 40
    };
    sleeper.wake();
    wait(sleeper, hour).await;
    assert!(waits_for_a_moment().await, "the wake counted twice");
    request_animation_frame(move || sleeper.wake());
    wait(sleeper, hour).await;
    let is_spent = waits_for_a_moment().await;
    assert!(is_spent, "a wake that ended a wait counted again");
}

#[wasm_bindgen_test]
async fn many_requests_make_one_frame() {
    let owner = Owner::new();
    let n_frames = Rc::new(Cell::new(0));
    let counter = Rc::clone(&n_frames);
    let frame = owner.with(|| use_frame(move || counter.set(counter.get() + 1)));
    for _ in 0..3 {
        frame.request();
    }
    next_frame().await;
    next_frame().await;
    assert_eq!(n_frames.get(), 1);
    frame.request();
    next_frame().await;
    next_frame().await;
    assert_eq!(n_frames.get(), 2);
}

#[wasm_bindgen_test]
async fn frame_does_not_outlive_its_owner() {
    let owner = Owner::new();
    let n_frames = Rc::new(Cell::new(0));
    let counter = Rc::clone(&n_frames);
    let frame = owner.with(|| use_frame(move || counter.set(counter.get() + 1)));
    frame.request();
    owner.cleanup();
    next_frame().await;
    next_frame().await;
    assert_eq!(n_frames.get(), 0);
}

#[wasm_bindgen_test]
fn modal_element_is_alone_reachable_until_it_is_dropped() {
    let (behind, front) = (new_box(), new_box());
    let already = new_box();
    already.set_inert(true);
    let modal = Modal::hold(&front);
    assert!(behind.inert() && already.inert() && !front.inert());
    drop(modal);
    assert!(!behind.inert() && already.inert() && !front.inert());
}

#[wasm_bindgen_test]
async fn size_follows_the_element() {
    let parent = new_box();
    let seen = Rc::new(Cell::new((0.0, 0.0)));
    let reported = Rc::clone(&seen);
    let _mounted = mount_to(parent.clone(), move || {
        let area = NodeRef::<html::Div>::new();
        let size = use_element_size(area);
        Effect::new(move |_| {
            let size = size.get();
            reported.set((size.width_px, size.height_px));
        });
        view! { <div node_ref=area style="height: 50%"></div> }
    });
    for (width, height, expected) in [
        ("120px", "80px", (120.0, 40.0)),
        ("300px", "20px", (300.0, 10.0)),
    ] {
        parent.style().set_property("width", width).unwrap();
        parent.style().set_property("height", height).unwrap();
        frames_until("the new size", || seen.get() == expected).await;
    }
}

/// The texts of what is in an element, one for each child.
fn child_texts(parent: &Element) -> Vec<String> {
    let children = parent.children();
    (0..children.length())
        .map(|idx| children.item(idx).unwrap().text_content().unwrap())
        .collect()
}

/// A row of a table with an own cell at each end.
fn new_row() -> Element {
    let parent = new_box();
    parent.set_inner_html("<table><tbody><tr><th>name</th><td>end</td></tr></tbody></table>");
    parent.query_selector("tr").unwrap().unwrap()
}

/// A row shows other cells after each sort; nothing of those before may stay.
#[wasm_bindgen_test]
fn cells_of_a_row_leave_nothing_behind() {
    let row = new_row();
    let mut cells = RowCells::default();
    let cell = |column: usize, text: &str, tags: &[&str], title: &str| CellContent {
        class: "cell".to_owned(),
        column,
        text: text.to_owned(),
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        title: title.to_owned(),
    };
    let all = [
        cell(2, "", &["a", "b"], "a, b"),
        cell(3, "0.5", &[], "0.50001"),
        cell(4, "1", &[], "1"),
    ];
    cells.show(&row, all.to_vec());
    assert_eq!(child_texts(&row), ["name", "ab", "0.5", "1", "end"]);
    let first = row.children().item(1).unwrap();
    assert_eq!(child_texts(&first), ["a", "b"]);
    assert_eq!(first.get_attribute("title").as_deref(), Some("a, b"));
    cells.show(&row, vec![cell(5, "x", &[], "")]);
    assert_eq!(child_texts(&row), ["name", "x", "end"]);
    let kept = row.children().item(1).unwrap();
    assert!(kept.is_same_node(Some(&first)));
    assert_eq!(kept.child_element_count(), 0);
    assert_eq!(kept.get_attribute("title").unwrap_or_default(), "");
    assert_eq!(kept.get_attribute("aria-colindex").as_deref(), Some("5"));
    cells.show(&row, Vec::new());
    assert_eq!(child_texts(&row), ["name", "end"]);
    cells.show(&row, all.to_vec());
    assert_eq!(child_texts(&row), ["name", "ab", "0.5", "1", "end"]);
}

/// Another point has fewer lines, or none with a change; nothing of the point before may stay.
#[wasm_bindgen_test]
fn rows_of_a_reading_leave_nothing_behind() {
    let list: Element = document().create_element("ul").unwrap();
    let mut rows = ReadingRows::default();
    let row = |name: &str, change: Option<(&str, &'static str)>| RowContent {
        class: "row",
        swatch: "ink".to_owned(),
        name: name.to_owned(),
        name_end: String::new(),
        beside: String::new(),
        texts_width: String::new(),
        value: "1".to_owned(),
        change: change.map(|(text, class)| (text.to_owned(), class)),
    };
    rows.show(
        &list,
        [row("loss", Some((" +5%", "worse"))), row("lr", None)],
    );
    assert_eq!(child_texts(&list), ["loss 1 +5%", "lr 1"]);
    assert!(list.query_selector(".worse").unwrap().is_some());
    let first = list.children().item(0).unwrap();
    let long = RowContent {
        name_end: "/val".to_owned(),
        beside: "30ch".to_owned(),
        texts_width: "25ch".to_owned(),
        ..row("loss", None)
    };
    rows.show(&list, [long]);
    assert_eq!(child_texts(&list), ["loss/val 1"]);
    let style_of = |item: &Element| {
        let row = item.first_element_child();
        row.and_then(|row| row.get_attribute("style"))
            .unwrap_or_default()
    };
    let style = style_of(&first);
    assert!(style.contains("30ch") && style.contains("25ch"), "{style}");
    rows.show(&list, [row("lr", None)]);
    assert_eq!(child_texts(&list), ["lr 1"]);
    assert_eq!(style_of(&first), "");
    assert!(list.query_selector(".worse").unwrap().is_none());
    let kept = list.children().item(0).unwrap();
    assert!(kept.is_same_node(Some(&first)));
    rows.show(&list, []);
    assert_eq!(list.child_element_count(), 0);
}

/// How many pixels of a canvas are not fully transparent.
fn n_inked(canvas: &HtmlCanvasElement) -> usize {
    if canvas.width() == 0 || canvas.height() == 0 {
        return 0;
    }
    let context: CanvasRenderingContext2d =
        canvas.get_context("2d").unwrap().unwrap().unchecked_into();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    let pixels = context.get_image_data(0.0, 0.0, width, height).unwrap();
    pixels
        .data()
        .chunks_exact(4)
        .filter(|rgba| rgba[3] > 0)
        .count()
}

#[wasm_bindgen_test]
async fn each_canvas_is_painted_with_its_own_scene_at_the_screens_resolution() {
    let size = SizePx::new(100.0, 60.0);
    let filled = Arc::new(Scene {
        size,
        plot: RectPx::of_size(size),
        shapes: vec![Shape::Fill {
            rect: RectPx {
                left_px: 10.0,
                top_px: 10.0,
                width_px: 40.0,
                height_px: 20.0,
            },
            paint: Ink::Axis.into(),
        }],
    });
    let empty = Arc::new(Scene {
        shapes: Vec::new(),
        ..(*filled).clone()
    });
    let parent = new_box();
    parent.style().set_property("width", "100px").unwrap();
    parent.style().set_property("height", "60px").unwrap();
    let _mounted = mount_to(parent.clone(), move || {
        let area = NodeRef::<html::Div>::new();
        let (back, marks, overlay) = (empty.clone(), filled.clone(), empty.clone());
        view! {
            <ChartCanvas
                label="A rectangle"
                area
                back=Signal::derive(move || back.clone())
                marks=Signal::derive(move || marks.clone())
                overlay=Signal::derive(move || overlay.clone())
                theme=Signal::derive(|| Theme::Light)
            />
        }
    });
    let canvases = || -> Vec<HtmlCanvasElement> {
        let found = parent.query_selector_all("canvas").unwrap();
        (0..found.length())
            .map(|idx| found.item(idx).unwrap().unchecked_into())
            .collect()
    };
    frames_until("ink on the second canvas", || n_inked(&canvases()[1]) > 0).await;
    let ratio = window().device_pixel_ratio();
    assert_eq!(f64::from(canvases()[1].width()), (100.0 * ratio).round());
    let expected = 40.0 * 20.0 * ratio * ratio;
    let inked = n_inked(&canvases()[1]) as f64;
    assert!(
        (inked - expected).abs() <= expected * 0.1,
        "{inked} of {expected}"
    );
    assert_eq!((n_inked(&canvases()[0]), n_inked(&canvases()[2])), (0, 0));
    let named = parent
        .query_selector("[role=img][aria-label='A rectangle']")
        .unwrap();
    assert!(named.is_some());
}
