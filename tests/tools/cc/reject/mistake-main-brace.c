// options: -Wall
int main(void)
    return 0;
}
// 3:5: error: expected '{' before 'return'
