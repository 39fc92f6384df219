using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision.Tests.Requests;

public class RequestThresholdTests
{
    [Theory]
    [InlineData(0.3f, 0.3f)]
    [InlineData(2, 2)]
    [InlineData(0, 0.5f)]
    [InlineData(-1, 0.5f)]
    [InlineData(float.NegativeInfinity, 0.5f)]
    public void What_is_above_0_counts(float requested, float expected) => Assert.Equal(expected, RequestThreshold.Read(requested, 0.5f));

    [Fact]
    public void What_is_no_number_is_refused()
    {
        var refusal = Assert.Throws<EngineException>(() => RequestThreshold.Read(float.NaN, 0.5f));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("threshold is NaN", refusal.Message, StringComparison.Ordinal);
    }
}
