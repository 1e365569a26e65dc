'use strict';
module.exports = async (get) => {
  try {
    await null;
    return [this === module.exports, get(), await Promise.resolve(get())].join();
  } finally {
    await null;
  }
};
