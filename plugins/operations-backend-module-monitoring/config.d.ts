export interface Config {
  operations?: object;
}
