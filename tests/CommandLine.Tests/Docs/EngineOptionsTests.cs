using System.Reflection;
using System.Runtime.Loader;

namespace LocalAI.CommandLine.Tests.Docs;

public class EngineOptionsTests
{
    [Theory]
    [InlineData("llama", "LocalAI.Plugins.Llama", "Loading.LoadOptions", "options")]
    [InlineData("llama", "LocalAI.Plugins.Llama", "Quantizing.QuantizationOptions", "quantization")]
    [InlineData("trainer", "LocalAI.Plugins.Trainer", "Requests.FineTuneOptions", "options")]
    public void The_options_of_an_engine_are_listed_as_its_registers_have_them(
        string plugin, string assembly, string type, string section)
    {
        var folder = Path.Combine(Repository.Dist, "plugins", plugin);
        var context = new AssemblyLoadContext("documentation");
        context.Resolving += (loading, name) =>
            Path.Combine(folder, name.Name + ".dll") is var file && File.Exists(file) ? loading.LoadFromAssemblyPath(file) : null;
        var register = context.LoadFromAssemblyPath(Path.Combine(folder, assembly + ".dll"))
            .GetType($"{assembly}.{type}", throwOnError: true)!;
        var table = register.GetMethod("ToMarkdown", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null);
        Assert.Equal(table, new Page($"plugins/{plugin}/README.md").Section(section));
    }
}
