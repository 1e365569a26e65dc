exports.fromCommonJs = 'from CommonJS';
