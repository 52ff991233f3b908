//! The form that asks for the server's token.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

/// There is one such form at a time.
const ERROR_ID: &str = "sign-in-error";

/// Asks once; the browser keeps a cookie afterwards.
#[component]
pub fn SignInForm(
    /// Why the last token was not taken.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// The person gave a token.
    #[prop(into)]
    on_token: Callback<String>,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            on_token.run(field.value());
        }
    };
    view! {
        <form class="notice sign-in" on:submit=submit>
            <h2>"Sign in"</h2>
            <p>
                "This server asks for a token: one that " <code>"runboard token create"</code>
                " printed, or that of " <code>"runboard serve --token"</code> "."
            </p>
            <label class="sign-in__field">
                "Token"
                <input
                    node_ref=field
                    class="field"
                    type="password"
                    autocomplete="current-password"
                    required
                    autofocus
                    aria-invalid=move || error.read().is_some().to_string()
                    aria-describedby=ERROR_ID
                />
            </label>
            <div role="alert" class="sign-in__error" id=ERROR_ID>
                {error}
            </div>
            <button type="submit" class="button button--primary">
                "Sign in"
            </button>
        </form>
    }
}
