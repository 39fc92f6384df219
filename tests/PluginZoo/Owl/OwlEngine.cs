namespace LocalAI.Plugins.Zoo;

/// <summary>One of two engines for the same extension: the file's first line decides.</summary>
public sealed class OwlEngine : ZooEngine
{
    public override Recognition Recognise(ModelOptions options) =>
        File.ReadLines(options.ModelFile).First() == "owl" ? Recognition.Certain : Recognition.Possible;

    protected override IModel Load(ModelOptions options, EngineContext context) => new DescribedModel(context, "owl");
}
