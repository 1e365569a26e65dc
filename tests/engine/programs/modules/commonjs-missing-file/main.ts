import './lib.cjs';
