namespace LocalAI.Plugins.EndToEnd.Tests;

public class SmokeTests
{
    [Fact]
    public void Builds() => Assert.Equal("LocalAI.Plugins.EndToEnd.Tests", typeof(SmokeTests).Assembly.GetName().Name);
}
