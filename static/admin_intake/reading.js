"use strict";
// Follows a file that is read in the background. The words come from the server (intake/admin/progress.py).
document.addEventListener("DOMContentLoaded", () => {
    const SOON = 1500;
    const LATER = 8000;
    const HURRY = 120000;
    const line = document.getElementById("progress");
    if (!line || !line.dataset.underWay) {
        return;
    }
    const began = Date.now();

    function wait() {
        window.setTimeout(look, Date.now() - began < HURRY ? SOON : LATER);
    }

    function say(words, stage) {
        if (line.textContent !== words) {
            line.textContent = words;
        }
        line.className = `progress progress-${stage}`;
    }

    async function look() {
        if (document.hidden) {
            wait();
            return;
        }
        try {
            const answer = await fetch(line.dataset.url, { headers: { Accept: "application/json" }, redirect: "error" });
            if (answer.status === 404) {
                say("It was discarded meanwhile.", "late");
                return;
            }
            if (!answer.ok) {
                throw new Error(String(answer.status));
            }
            const told = await answer.json();
            if (!told.under_way) {
                window.location.replace(window.location.href);
                return;
            }
            say(told.words, told.stage);
        } catch {
            say("This page cannot tell how far it is: the server did not answer, or you are no longer signed in. It tries again.", "late");
        }
        wait();
    }

    wait();
});
