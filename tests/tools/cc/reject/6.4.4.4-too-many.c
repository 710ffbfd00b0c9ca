int c = 'abcde';
// 1:9: error: character constant has too many characters; write a string with ""
