using System.Text.Json;
using System.Xml.Linq;

namespace LocalAI.CommandLine.Tests.Docs;

public class DependenciesTests
{
    private static readonly string Text = new Page("docs/dependencies.md").Text;
    private static readonly int Npm = Text.IndexOf("## npm", StringComparison.Ordinal);

    [Fact]
    public void Every_central_package_is_listed_with_its_version()
    {
        var props = XDocument.Parse(Repository.Read("Directory.Packages.props"));
        var grpc = props.Descendants("GrpcVersion").Single().Value;
        var central = props.Descendants("PackageVersion").Select(package =>
            $"{package.Attribute("Include")!.Value} {package.Attribute("Version")!.Value.Replace("$(GrpcVersion)", grpc, StringComparison.Ordinal)}");
        var listed = Page.Rows(Text[..Npm]).Where(row => row[0] != "package").Select(row => $"{row[0]} {row[1]}");
        Assert.Equal(central.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("plugins")]
    [InlineData("tests")]
    public void Every_npm_package_is_listed_with_its_version(string folder)
    {
        var rows = Page.Rows(Text[Npm..]);
        Assert.All(PackageLists(folder).SelectMany(Dependencies), dependency =>
            Assert.Contains(rows, row => Names(row[0]).Contains(dependency.Name) && row[1] == dependency.Version));
    }

    private static IEnumerable<string> PackageLists(string folder) =>
        Directory.GetFiles(Path.Combine(Repository.Root, folder), "package.json", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Any(
                part => part is "node_modules" or "obj" or "bin"));

    private static IEnumerable<(string Name, string? Version)> Dependencies(string file)
    {
        using var package = JsonDocument.Parse(File.ReadAllText(file));
        return [.. package.RootElement.EnumerateObject().Where(property => property.Name is "dependencies" or "optionalDependencies")
            .SelectMany(property => property.Value.EnumerateObject())
            .Select(dependency => (dependency.Name, dependency.Value.GetString()))];
    }

    // "@scope/one, two" names @scope/one and @scope/two.
    private static IEnumerable<string> Names(string cell) =>
        cell.StartsWith('@') ? cell[(cell.IndexOf('/') + 1)..].Split(", ").Select(name => $"{cell[..cell.IndexOf('/')]}/{name}") : [cell];
}
