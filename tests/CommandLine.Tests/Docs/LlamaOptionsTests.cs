using System.Reflection;
using System.Runtime.Loader;

namespace LocalAI.CommandLine.Tests.Docs;

public class LlamaOptionsTests
{
    [Theory]
    [InlineData("LocalAI.Plugins.Llama.Loading.LoadOptions", "options")]
    [InlineData("LocalAI.Plugins.Llama.Quantizing.QuantizationOptions", "quantization")]
    public void The_options_of_the_llama_engine_are_listed_as_its_registers_have_them(string type, string section)
    {
        var folder = Path.Combine(Repository.Dist, "plugins", "llama");
        var context = new AssemblyLoadContext("documentation");
        context.Resolving += (loading, name) =>
            Path.Combine(folder, name.Name + ".dll") is var file && File.Exists(file) ? loading.LoadFromAssemblyPath(file) : null;
        var register = context.LoadFromAssemblyPath(Path.Combine(folder, "LocalAI.Plugins.Llama.dll"))
            .GetType(type, throwOnError: true)!;
        var table = register.GetMethod("ToMarkdown", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null);
        Assert.Equal(table, new Page("plugins/llama/README.md").Section(section));
    }
}
