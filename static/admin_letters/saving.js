"use strict";
// Saving a letter: once for each press, and never into a session that has ended, which would lose what was typed.
(function () {
    // An address that answers signed-in staff alone, and sends everybody else to the sign-in page.
    const STAFF_ONLY = "/admin/jsi18n/";

    function csrfToken() {
        const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
        return cookie ? cookie.slice("csrftoken=".length) : "";
    }

    function note(form) {
        let shown = document.getElementById("saving-note");
        if (!shown) {
            shown = document.createElement("p");
            shown.id = "saving-note";
            shown.className = "errornote";
            shown.setAttribute("role", "alert");
            form.querySelector(".submit-row").before(shown);
        }
        return shown;
    }

    function sayNothingWasSent(form, reason, link) {
        const shown = note(form);
        shown.textContent = reason + " Nothing was sent, and what you typed still stands here. ";
        if (link) {
            const anchor = document.createElement("a");
            anchor.href = "/admin/login/?next=/admin/";
            anchor.target = "_blank";
            anchor.rel = "noopener";
            anchor.textContent = link;
            shown.append(anchor, " Then save again.");
        }
        shown.scrollIntoView({ block: "center" });
    }

    async function mayBeSent(form) {
        let answer;
        try {
            answer = await fetch(STAFF_ONLY, { redirect: "manual", cache: "no-store", credentials: "same-origin" });
        } catch {
            sayNothingWasSent(form, "The site does not answer. Save again when it does.", "");
            return false;
        }
        if (!answer.ok) {
            sayNothingWasSent(form, "You are signed out.", "Sign in in a new window.");
            return false;
        }
        // Signing in again changed the token that the form carries.
        const field = form.querySelector("input[name=csrfmiddlewaretoken]");
        if (field && csrfToken()) {
            field.value = csrfToken();
        }
        return true;
    }

    document.addEventListener("DOMContentLoaded", () => {
        const form = document.getElementById("letter_form");
        if (!form || !form.querySelector(".submit-row")) {
            return;
        }
        let state = "typing"; // then "asking" while the session is looked at, then "sending"
        form.addEventListener("submit", async (event) => {
            if (state === "sending") {
                return;
            }
            event.preventDefault();
            if (state === "asking") {
                return;
            }
            state = "asking";
            if (await mayBeSent(form)) {
                state = "sending";
                form.requestSubmit(event.submitter);
                // The pressed button's name goes with the form, so it is disabled only afterwards.
                setTimeout(() => form.querySelectorAll("[type=submit]").forEach((button) => (button.disabled = true)));
            } else {
                state = "typing";
            }
        });
        window.addEventListener("pageshow", () => {
            state = "typing";
            form.querySelectorAll("[type=submit]").forEach((button) => (button.disabled = false));
        });
    });
})();
