declare module "event-source-polyfill";
