using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Tests.Loading;

public sealed class ThreadBudgetTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(0, 2, 1)]
    [InlineData(0, 8, 7)]
    [InlineData(4, 8, 4)]
    [InlineData(8, 8, 7)]
    [InlineData(99, 2, 1)]
    [InlineData(-1, 4, 3)]
    [InlineData(0, 1024, 512)]
    public void Leaves_one_core_to_the_server(int requested, int processors, int expected) =>
        Assert.Equal(expected, ThreadBudget.Threads(requested, processors));
}
