// Subclasses as they were before classes, and as compilers to ES5 make them.
const { ok } = require("assert");
const { inherits } = require("util");
const { EventSourcePolyfill } = require("event-source-polyfill");
const receive = require("./receive.cjs");

function Called(url, init) {
  EventSourcePolyfill.call(this, url, init);
  ok(this instanceof Called);
}
inherits(Called, EventSourcePolyfill);

// TypeScript, target ES5.
const Compiled = (function (_super) {
  function Compiled(url, init) {
    const _this = _super.call(this, url, init) || this;
    _this.opened = 0;
    _this.onopen = function () {
      _this.opened += 1;
    };
    return _this;
  }
  Object.setPrototypeOf(Compiled, _super);
  Compiled.prototype = Object.create(_super.prototype, { constructor: { value: Compiled } });
  Compiled.prototype.close = function () {
    ok(this instanceof Compiled && this.opened === 1);
    _super.prototype.close.call(this);
  };
  return Compiled;
})(EventSourcePolyfill);

class Modern extends EventSourcePolyfill {
  close() {
    ok(this instanceof Modern);
    super.close();
  }
}

receive({ Called, Compiled, Modern });
