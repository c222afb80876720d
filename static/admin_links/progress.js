"use strict";
// On a link's page: follows a check that was asked for. The words come from the server (links/admin/progress.py).
(function () {
    const SOON = 2000;
    const LATER = 10000;
    const HURRY = 90000;

    document.addEventListener("DOMContentLoaded", () => {
        const line = document.getElementById("progress");
        if (!line || !line.dataset.underWay) {
            return;
        }
        const began = Date.now();
        const form = document.getElementById("link_form");
        let touched = false;
        if (form) {
            form.addEventListener("input", () => { touched = true; });
        }

        function wait() {
            window.setTimeout(look, Date.now() - began < HURRY ? SOON : LATER);
        }

        function say(words, stage) {
            if (line.textContent !== words) {
                line.textContent = words;
            }
            line.className = `progress progress-${stage}`;
        }

        function finish(words, stage) {
            say(words, stage);
            if (!touched) {
                window.location.replace(window.location.href);
                return;
            }
            const anchor = document.createElement("a");
            anchor.href = window.location.href;
            anchor.textContent = "Show what it found (what you have typed below is lost)";
            line.append(" ", anchor);
        }

        async function look() {
            if (document.hidden) {
                wait();
                return;
            }
            try {
                const answer = await fetch(line.dataset.url, { headers: { Accept: "application/json" }, redirect: "error" });
                if (!answer.ok) {
                    throw new Error(String(answer.status));
                }
                const told = await answer.json();
                if (told.under_way) {
                    say(told.words, told.stage);
                } else {
                    finish(told.words, told.stage);
                    return;
                }
            } catch {
                say("This page cannot tell how far the check is: the server did not answer, or you are no longer signed in. It tries again.", "late");
            }
            wait();
        }

        wait();
    });
})();
