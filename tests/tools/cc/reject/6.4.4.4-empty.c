int c = '';
// 1:9: error: empty character constant
