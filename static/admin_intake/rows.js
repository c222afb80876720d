"use strict";
// The review page's rows: another one without a round trip. Without it the server adds them, and keeps what was typed.
document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("letter_form");
    if (!form) {
        return;
    }

    function filled(part, prefix, number) {
        const template = document.getElementById(`row-${part}`);
        const holder = document.createElement("template");
        holder.innerHTML = template.innerHTML.replaceAll("__note__", prefix).replaceAll("__prefix__", String(number));
        return holder.content.firstElementChild;
    }

    function add(rows) {
        const total = form.elements[`${rows.dataset.prefix}-TOTAL_FORMS`];
        const number = Number(total.value);
        const row = filled(rows.dataset.part, rows.dataset.prefix, number);
        total.value = String(number + 1);
        row.setAttribute("aria-label", `${row.getAttribute("aria-label").trim()} ${number + 1}`);
        rows.querySelector(":scope > .add").before(row);
        if (rows.dataset.part === "footnote") {
            // Nearly every note cites something.
            add(row.querySelector(".rows"));
        }
        if (rows.dataset.part === "mention") {
            row.querySelector(".take input").checked = true; // whoever adds a detainee means one
        }
        form.dispatchEvent(new Event("input", { bubbles: true }));
        return row;
    }

    form.addEventListener("click", (event) => {
        const button = event.target.closest(".add-row");
        if (!button) {
            return;
        }
        event.preventDefault();
        const row = add(button.closest(".rows"));
        const field = row.querySelector(".row-fields input:not([type=hidden], [type=radio]), .row-fields textarea");
        if (field) {
            field.focus();
        }
    });
});
