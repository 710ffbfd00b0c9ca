// options: -Wall
enum colour { RED, GREEN BLUE };
int main(void)
{
    return GREEN;
}
// 2:26: error: expected ',' between the constants
