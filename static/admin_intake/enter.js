"use strict";
// Handing in a text or a file: drop a file anywhere on the form, and see that something happens. Works without it.
document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("enter_form");
    if (!form) {
        return;
    }
    const place = document.getElementById("drop");
    const field = form.querySelector("input[type=file]");
    const busy = form.querySelector(".busy");
    form.querySelector(".drop-words").hidden = false;

    function carriesFile(event) {
        return event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
    }

    form.addEventListener("dragover", (event) => {
        if (carriesFile(event)) {
            event.preventDefault();
            place.classList.add("over");
        }
    });
    form.addEventListener("dragleave", (event) => {
        if (!form.contains(event.relatedTarget)) {
            place.classList.remove("over");
        }
    });
    form.addEventListener("drop", (event) => {
        if (!carriesFile(event)) {
            return;
        }
        event.preventDefault();
        place.classList.remove("over");
        const files = event.dataTransfer.files;
        if (files.length === 1) {
            field.files = files;
            busy.textContent = `“${files[0].name}” is chosen.`;
        } else {
            busy.textContent = "Drop one file at a time: each is a letter of its own.";
        }
    });
    form.addEventListener("submit", (event) => {
        const button = form.querySelector("[type=submit]");
        if (button.disabled) {
            event.preventDefault();
            return;
        }
        busy.textContent = "Reading…";
        setTimeout(() => (button.disabled = true));
    });
    window.addEventListener("pageshow", () => {
        form.querySelector("[type=submit]").disabled = false;
        busy.textContent = "";
    });
});
