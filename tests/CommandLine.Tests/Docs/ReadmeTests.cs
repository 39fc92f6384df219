using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Docs;

public class ReadmeTests
{
    private static readonly Page Readme = new("README.md");

    [Fact]
    public void The_table_of_RPCs_agrees_with_the_proto_the_interfaces_and_the_manifests()
    {
        var manifests = Directory.GetDirectories(Path.Combine(Repository.Root, "plugins"))
            .Where(folder => File.Exists(Path.Combine(folder, PluginManifest.FileName)))
            .Select(folder => ManifestReader.Read(folder, out _)!).OrderBy(manifest => manifest.Name, StringComparer.Ordinal).ToList();
        var expected = Backend.Descriptor.Methods.Select(method => Rpc.AnsweredByHost.Contains(method.Name)
            ? $"{method.Name} | – | host"
            : $"{method.Name} | {Rpc.Capabilities[method.Name].Name} | {Answering(method.Name)}");
        Assert.Equal(expected, Page.Rows(Readme.Section("rpcs")).Select(row => string.Join(" | ", row)));

        string Answering(string rpc) =>
            string.Join(", ", manifests.Where(manifest => manifest.Rpcs.Contains(rpc)).Select(manifest => manifest.Name)) is { Length: > 0 } names
                ? names
                : "–";
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/operating.md")]
    [InlineData("docs/writing-a-plugin.md")]
    public void Links_lead_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var links = System.Text.RegularExpressions.Regex.Matches(new Page(page).Text, @"\]\((?!https?:)([^)#]+)\)").Select(match => match.Groups[1].Value);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link)), $"{page} links to {link}."));
    }
}
