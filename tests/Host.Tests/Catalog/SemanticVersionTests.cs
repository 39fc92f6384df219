using LocalAI.Plugins.Host.Catalog;

namespace LocalAI.Plugins.Host.Tests.Catalog;

public class SemanticVersionTests
{
    [Theory]
    [InlineData("1.0.0", "1.0.1")]
    [InlineData("1.9.0", "1.10.0")]
    [InlineData("1.9.9", "2.0.0")]
    [InlineData("1.0.0-rc", "1.0.0")]
    [InlineData("1.0.0-alpha", "1.0.0-beta")]
    public void Orders_versions(string lower, string higher) =>
        Assert.True(SemanticVersion.Parse(lower).CompareTo(SemanticVersion.Parse(higher)) < 0);
}
