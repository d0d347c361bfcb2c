// Who may import whom: the table of ARCHITECTURE.md, row by row. tests/unit/boundaries.test.ts proves that each row bites.

// Each folder of the ground imports those after it only.
const groundOrder = ["session", "messages", "audit", "limits", "credentials", "sealing", "http"]
const ground = groundOrder.join("|")
const top = "jobs|demo|cli"
// Home (overview) and what a device keeps (vault) are composed of the other sections' queries; the account's own changes
// are proven as the login is; Beheer handles what login and ECD put on its list; all else stands apart.
const features = `^server/(?!(?:contract|overview|vault|account|admin|${ground}|${top})/)([^/]+)/`
const clientBase = "kit|api|device|vault"
const clientFeatures = `^client/(?!(?:${clientBase}|account|shell)/)([^/]+)/`
const package_ = (names) => `(^|/)node_modules/(${names})/`

const inside = "^(client|server|db|tests)/"
const contract = "^server/contract/"
const dbHandle = "^db/(?!migrations/|migrate\\.ts|migration-list\\.ts|demo/)"
const runtime = ["type-only"]

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to })

module.exports = {
  forbidden: [
    rule(
      "contract-stands-alone",
      "The contract imports the schema library and itself, nothing else.",
      { path: contract },
      { path: ".+", pathNot: [contract, package_("valibot")] },
    ),
    rule(
      "contract-by-its-alias",
      "The contract is reached by #contract/<file> only.",
      { pathNot: contract },
      { path: contract, dependencyTypesNot: ["aliased-subpath-import"] },
    ),
    rule(
      "ground-knows-no-feature",
      "The ground imports the contract, the type Deps, the db handle and the ground below it.",
      { path: `^server/(${ground})/` },
      { path: inside, pathNot: [contract, `^server/(${ground})/`, "^server/deps\\.ts$", dbHandle] },
    ),
    ...groundOrder
      .slice(1)
      .map((folder, above) =>
        rule(
          `ground-imports-downwards-${folder}`,
          `The ground's order, from top to bottom: ${groundOrder.join(", ")}.`,
          { path: `^server/${folder}/` },
          { path: `^server/(${groundOrder.slice(0, above + 1).join("|")})/` },
        ),
      ),
    rule(
      "deps-is-a-type",
      "The ground and the features are given what they need: they know the shape of Deps, not its maker.",
      { path: "^(server|db)/" },
      { path: "^server/deps\\.ts$", dependencyTypesNot: runtime },
    ),
    rule(
      "deps-holds-types-only",
      "server/deps.ts describes; nothing runs in it.",
      { path: "^server/deps\\.ts$" },
      { path: inside, dependencyTypesNot: runtime },
    ),
    rule(
      "features-stand-apart",
      "A feature imports its own folder, the contract, the ground, the db handle, access and organisation.",
      { path: features },
      {
        path: inside,
        pathNot: [
          contract,
          "^server/$1/",
          `^server/(${ground}|access|organisation)/`,
          "^server/deps\\.ts$",
          dbHandle,
        ],
      },
    ),
    rule(
      "composed-of-sections",
      "Home and what a device keeps: as a feature, and the queries of reports, agenda, portrait and activities.",
      { path: "^server/(overview|vault)/" },
      {
        path: inside,
        pathNot: [
          contract,
          "^server/$1/",
          `^server/(${ground}|access|organisation)/`,
          "^server/(dossier|agenda|portrait|joy)/(?!.*\\.routes\\.ts$)",
          "^server/deps\\.ts$",
          dbHandle,
        ],
      },
    ),
    rule(
      "account-proves-as-the-login",
      "The own account: as a feature, and how the login judges a password and a code.",
      { path: "^server/account/" },
      {
        path: inside,
        pathNot: [
          contract,
          "^server/account/",
          `^server/(${ground}|access|organisation)/`,
          "^server/login/(login-tries|judge-typed-code)\\.ts$",
          "^server/deps\\.ts$",
          dbHandle,
        ],
      },
    ),
    rule(
      "admin-handles-what-others-raise",
      "Beheer: as a feature, and what staff do about a lost telephone and about refused data.",
      { path: "^server/admin/" },
      {
        path: inside,
        pathNot: [
          contract,
          "^server/admin/",
          `^server/(${ground}|access|organisation)/`,
          "^server/login/lost-phone-staff\\.ts$",
          "^server/ecd/quarantine\\.ts$",
          "^server/deps\\.ts$",
          dbHandle,
        ],
      },
    ),
    rule(
      "queries-know-sql-only",
      "A *.queries.ts file knows neither Koa nor a route.",
      { path: "\\.queries\\.ts$" },
      { path: ["^server/http/", "\\.routes\\.ts$", package_("koa|@koa/[^/]+|@types/koa")] },
    ),
    rule(
      "queries-are-given-their-database",
      "A *.queries.ts file takes knex from its caller and imports its types only.",
      { path: "\\.queries\\.ts$" },
      { path: package_("knex"), dependencyTypesNot: runtime },
    ),
    rule(
      "db-stands-alone",
      "db imports itself, knex and the drivers under it.",
      { path: "^db/" },
      { path: ".+", pathNot: ["^db/", package_("knex|sqlite3|pg|@types/pg")], dependencyTypesNot: ["core"] },
    ),
    rule(
      "server-knows-no-client",
      "The two programs share the contract only.",
      { path: "^(server|db)/" },
      { path: "^client/" },
    ),
    rule(
      "client-knows-no-server",
      "The browser gets the contract, nothing else of the server.",
      { path: "^client/" },
      { path: "^(server|db)/", pathNot: contract },
    ),
    rule(
      "client-base-knows-no-feature",
      "kit, api and device import their own folder and the contract.",
      { path: "^client/(kit|api|device)/" },
      { path: inside, pathNot: ["^client/$1/", contract] },
    ),
    rule(
      "client-vault-knows-no-feature",
      "The vault stands on api and the clock: it reads the network first, and has copies of what came over it.",
      { path: "^client/vault/" },
      { path: inside, pathNot: ["^client/(vault|api)/", "^client/kit/clock\\.ts$", contract] },
    ),
    rule(
      "kit-knows-no-data",
      "The kit knows neither the contract nor a store.",
      { path: "^client/kit/" },
      { path: [contract, package_("pinia")] },
    ),
    rule(
      "client-features-stand-apart",
      "A feature imports its own folder, the base, the contract, the stores of access, display, offline and organisation, and how care text is shown.",
      { path: clientFeatures },
      {
        path: "^client/",
        pathNot: [
          "^client/$1/",
          `^client/(${clientBase})/`,
          "^client/(access|display|offline|organisation)/[^/]*store\\.ts$",
          "^client/offline/OfflineSection\\.vue$",
          "^client/organisation/(PortalNotices|LegalTextBody)\\.vue$",
          "^client/dossier/(AgreementList|CareText|ChangedLine|MarkedText|UnknownWord)\\.vue$",
        ],
      },
    ),
    rule(
      "client-account-proves-as-the-login",
      "The own account: as a feature, how the login asks for a code, and the names of the choices of display.",
      { path: "^client/account/" },
      {
        path: "^client/",
        pathNot: [
          `^client/(account|${clientBase})/`,
          "^client/(access|display|offline|organisation)/[^/]*store\\.ts$",
          "^client/offline/OfflineSection\\.vue$",
          "^client/display/words\\.ts$",
          "^client/login/(CodeResend\\.vue|code-problem\\.ts|security-code\\.ts|web-otp\\.ts|step-words\\.ts)$",
        ],
      },
    ),
    rule(
      "nobody-imports-tests",
      "Tests look at the product, never the other way round.",
      { pathNot: "^tests/" },
      { path: "^tests/" },
    ),
    rule(
      "no-cycles",
      "Nothing imports itself by a detour. Only the type Deps may stand in such a circle: it runs nothing.",
      {},
      { circular: true, viaOnly: { pathNot: "^server/deps\\.ts$" } },
    ),
    rule("everything-resolves", "An import that leads nowhere is a mistake.", {}, { couldNotResolve: true }),
    rule(
      "runs-without-development-packages",
      "What the server imports while running stands under dependencies.",
      { path: "^(server|db)/" },
      { dependencyTypes: ["npm-dev", "npm-no-pkg"], dependencyTypesNot: runtime },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\?(raw|url|inline)$" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".js", ".mjs", ".cjs", ".d.ts", ".vue", ".json"],
    },
    cache: false,
  },
}
