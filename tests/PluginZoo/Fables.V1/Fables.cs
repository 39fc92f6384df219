namespace LocalAI.Plugins.Zoo.Library;

/// <summary>Version 1 of a library that two plugins bring side by side.</summary>
public static class Fables
{
    public static string Title => $"Fables, volume 1, from {typeof(Fables).Assembly.GetName().Version}";
}
