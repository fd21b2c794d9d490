// Loads the packages of this repository as they are published: built, with nothing left to transform.
const { existsSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const scope = '@backstage-operations/plugin-';
const resolve = Module._resolveFilename;

Module._resolveFilename = function resolveBuilt(request, ...others) {
  if (request.startsWith(scope) && !request.slice(scope.length).includes('/')) {
    const folder = path.join(
      __dirname,
      '../../plugins',
      request.slice(scope.length),
    );
    const built = path.join(folder, 'dist/index.cjs.js');
    if (existsSync(built)) return built;
  }
  return resolve.call(this, request, ...others);
};
