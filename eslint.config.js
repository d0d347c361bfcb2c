import { defineConfig } from "eslint/config"
import globals from "globals"
import tseslint from "typescript-eslint"
import vue from "eslint-plugin-vue"

const rawHtml = [
  {
    selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]",
    message: "Text never becomes HTML: Vue's own Trusted Types policy would let it through.",
  },
  {
    selector: "Property[key.name=/^(innerHTML|outerHTML|srcdoc)$/]",
    message: "Text never becomes HTML: Vue's own Trusted Types policy would let it through.",
  },
]

const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "The environment is read in server/config.ts only.",
}

const clockAndChance = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "Time is an argument: use deps.now().",
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "Time is an argument: use deps.now().",
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: "Chance comes from node:crypto.",
  },
]

const ownFilesCarryTheirExtension = {
  patterns: [
    {
      regex: "^\\.{1,2}/(?!.*\\.(ts|vue|css|json|svg|js|mjs)(\\?\\w+)?$)",
      message: "Write the file's extension.",
    },
    { regex: "^#contract/.*\\.", message: "#contract/<file> goes without an extension." },
  ],
}

/** A suppressed rule says why, after two dashes. */
const reasonedDisable = {
  meta: { type: "suggestion", schema: [] },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments())
        if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value))
          context.report({ loc: comment.loc, message: "Say why this rule is off: `-- reason`." })
    },
  }),
}

const typed = {
  parserOptions: {
    projectService: true,
    tsconfigRootDir: import.meta.dirname,
    extraFileExtensions: [".vue"],
    parser: tseslint.parser,
  },
}

export default defineConfig(
  { ignores: ["dist/", "data/", "shots/", "test-results/", "tests/samples/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },

  tseslint.configs.recommended,
  vue.configs["flat/recommended"],
  {
    plugins: { house: { rules: { "reasoned-disable": reasonedDisable } } },
    languageOptions: { ecmaVersion: 2023, sourceType: "module" },
    rules: {
      "house/reasoned-disable": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-var": "error",
      "prefer-const": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-console": "error",
      "no-debugger": "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },

  {
    files: ["{client,server,db,tests}/**/*.{ts,vue}"],
    languageOptions: typed,
    rules: {
      "no-restricted-imports": ["error", ownFilesCarryTheirExtension],
      "no-restricted-syntax": ["error", ...rawHtml],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },

  {
    files: ["client/**/*.{ts,vue}"],
    languageOptions: { globals: globals.browser },
    rules: {
      "no-restricted-globals": [
        "error",
        ...["fetch", "XMLHttpRequest", "EventSource", "WebSocket"].map((name) => ({
          name,
          message: "Only client/api speaks to the server.",
        })),
      ],
      "no-restricted-properties": [
        "error",
        ...["window", "globalThis", "self"].map((object) => ({
          object,
          property: "fetch",
          message: "Only client/api speaks to the server.",
        })),
        { object: "navigator", property: "sendBeacon", message: "Only client/api speaks to the server." },
        { object: "document", property: "write", message: "Text never becomes HTML." },
      ],
      "vue/no-v-html": "error",
      "vue/no-restricted-v-bind": ["error", "/^(innerHTML|outerHTML|inner-html|outer-html|srcdoc)$/i"],
      // The security policy blocks the style attribute that Vue would write for it; `:style` is set through the DOM.
      "vue/no-restricted-static-attribute": ["error", { key: "style", message: "Use a class of the kit." }],
      // A prop with `?` is absent when it is not given: its type says so.
      "vue/require-default-prop": "off",
      "vue/block-lang": ["error", { script: { lang: "ts" } }],
      // Neither Vue nor the types say a word of a component that was not imported: it is simply not there.
      "vue/no-undef-components": ["error", { ignorePatterns: ["RouterLink", "RouterView"] }],
      "vue/component-api-style": ["error", ["script-setup"]],
      "vue/block-order": ["error", { order: ["script", "template", "style"] }],
      // Layout of templates is prettier's.
      ...Object.fromEntries(
        [
          "html-closing-bracket-newline",
          "html-closing-bracket-spacing",
          "html-indent",
          "html-quotes",
          "html-self-closing",
          "first-attribute-linebreak",
          "max-attributes-per-line",
          "multiline-html-element-content-newline",
          "mustache-interpolation-spacing",
          "no-multi-spaces",
          "no-spaces-around-equal-signs-in-attribute",
          "singleline-html-element-content-newline",
        ].map((rule) => [`vue/${rule}`, "off"]),
      ),
    },
  },
  {
    files: ["client/api/**/*.ts", "client/service-worker.ts"],
    rules: { "no-restricted-globals": "off", "no-restricted-properties": "off" },
  },

  {
    files: ["server/**/*.ts", "db/**/*.ts"],
    languageOptions: { globals: globals.node },
    rules: { "no-restricted-syntax": ["error", ...rawHtml, environment, ...clockAndChance] },
  },
  {
    files: ["server/config.ts"],
    rules: { "no-restricted-syntax": ["error", ...rawHtml, ...clockAndChance] },
  },
  {
    // Where the clock is made that all others are given.
    files: ["server/main.ts", "server/cli.ts", "server/open-portal.ts"],
    rules: { "no-restricted-syntax": ["error", ...rawHtml, environment] },
  },
  { files: ["server/cli.ts", "server/cli/**/*.ts"], rules: { "no-console": "off" } },

  {
    files: ["tests/**/*.ts", "*.config.{ts,js}", ".dependency-cruiser.cjs", "scripts/**/*.mjs"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: { "no-console": "off" },
  },
  {
    // Koa's handler is a promise and Node's server does not wait for it.
    files: ["tests/**/*.ts"],
    rules: {
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { arguments: false } }],
    },
  },
  {
    // Runs before, or instead of, the program: browsers too old for the rest must still understand it.
    files: ["public/**/*.js"],
    languageOptions: { ecmaVersion: 5, sourceType: "script", globals: globals.browser },
    rules: {
      "no-undef": "error",
      "no-var": "off",
      "no-restricted-syntax": ["error", ...rawHtml],
      "@typescript-eslint/no-unused-vars": ["error", { caughtErrors: "none" }],
    },
  },
  { files: ["scripts/**/*.mjs"], rules: { "no-undef": "error" } },
  { files: ["*.config.ts"], languageOptions: typed },
)
