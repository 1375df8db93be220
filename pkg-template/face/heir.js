// @ts-check
/**
 * The static method by which a class that inherits gives its sources another supply of drivers: it is told
 * the default one and the init dictionary. A symbol of the registry, since such a class is in a bundle of
 * its own.
 */
export const SUPPLY = /* @__PURE__ */ Symbol.for("event-source-polyfill.supply");
