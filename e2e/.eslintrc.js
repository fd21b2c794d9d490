module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // toolchain/ is no package: it starts the portal before packages are installed.
    '@backstage/no-relative-monorepo-imports': 'off',
    // Nothing here is built, so a file's own folder is where it was written.
    'no-restricted-syntax': 'off',
  },
});
