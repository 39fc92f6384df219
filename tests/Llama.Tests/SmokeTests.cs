namespace LocalAI.Plugins.Llama.Tests;

public class SmokeTests
{
    [Fact]
    public void Builds() => Assert.Equal("LocalAI.Plugins.Llama.Tests", typeof(SmokeTests).Assembly.GetName().Name);
}
