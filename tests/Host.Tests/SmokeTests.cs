namespace LocalAI.Plugins.Host.Tests;

public class SmokeTests
{
    [Fact]
    public void Builds() => Assert.Equal("LocalAI.Plugins.Host.Tests", typeof(SmokeTests).Assembly.GetName().Name);
}
