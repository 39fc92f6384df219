namespace LocalAI.CommandLine.Tests;

public class SmokeTests
{
    [Fact]
    public void Builds() => Assert.Equal("LocalAI.CommandLine.Tests", typeof(SmokeTests).Assembly.GetName().Name);
}
