import { add } from './math.ts';

export class Shape {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  describe(): string {
    return `${this.name} ${add(1, 1)}`;
  }
}
