namespace LocalAI.Plugins.Abstractions.Tests;

public class SmokeTests
{
    [Fact]
    public void Builds() => Assert.Equal("LocalAI.Plugins.Abstractions.Tests", typeof(SmokeTests).Assembly.GetName().Name);
}
