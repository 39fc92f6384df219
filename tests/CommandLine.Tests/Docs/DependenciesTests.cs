using System.Text.Json;
using System.Xml.Linq;

namespace LocalAI.CommandLine.Tests.Docs;

public class DependenciesTests
{
    private static readonly IReadOnlyList<string[]> Rows = Page.Rows(new Page("docs/dependencies.md").Text);

    [Fact]
    public void Every_central_package_is_listed_with_its_version()
    {
        var props = XDocument.Parse(Repository.Read("Directory.Packages.props"));
        var grpc = props.Descendants("GrpcVersion").Single().Value;
        var central = props.Descendants("PackageVersion").Select(package =>
            $"{package.Attribute("Include")!.Value} {package.Attribute("Version")!.Value.Replace("$(GrpcVersion)", grpc, StringComparison.Ordinal)}");
        var listed = Rows.Where(row => !row[0].StartsWith('@') && row[0] != "package").Select(row => $"{row[0]} {row[1]}");
        Assert.Equal(central.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_npm_package_of_a_plugin_is_listed_with_its_version()
    {
        var lists = Directory.GetFiles(Path.Combine(Repository.Root, "plugins"), "package.json", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        foreach (var file in lists)
        {
            using var package = JsonDocument.Parse(File.ReadAllText(file));
            Assert.All(
                package.RootElement.GetProperty("optionalDependencies").EnumerateObject(),
                dependency => Assert.Contains(Rows, row => Names(row[0]).Contains(dependency.Name) && row[1] == dependency.Value.GetString()));
        }
    }

    // "@scope/one, two" names @scope/one and @scope/two.
    private static IEnumerable<string> Names(string cell) =>
        cell.StartsWith('@') ? cell[(cell.IndexOf('/') + 1)..].Split(", ").Select(name => $"{cell[..cell.IndexOf('/')]}/{name}") : [cell];
}
