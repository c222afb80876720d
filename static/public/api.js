// Loads Swagger UI, which is served from here, when somebody wants to try the API out.
"use strict";

const section = document.querySelector(".api-try");
const button = document.getElementById("try");
const place = document.getElementById("api");

function load(button) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = button.dataset.style;
  const script = document.createElement("script");
  script.src = button.dataset.script;
  script.addEventListener("load", draw);
  document.head.append(style, script);
  button.disabled = true;
}

function draw() {
  SwaggerUIBundle({
    url: place.dataset.schema,
    domNode: place,
    defaultModelsExpandDepth: -1,
    presets: [SwaggerUIBundle.presets.apis],
    tryItOutEnabled: true,
    validatorUrl: null,
  });
}

section.hidden = false;
button.addEventListener("click", () => load(button));
