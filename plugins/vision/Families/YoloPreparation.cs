using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Vision.Inputs;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>What the families that descend from YOLOv5 have in common.</summary>
internal static class YoloPreparation
{
    /// <summary>In the middle, red first, 0..1.</summary>
    public static Preparation Default { get; } = new(PictureFit.Centre, PixelValues.Unit(ChannelOrder.Rgb));

    /// <summary>The number of classes among the columns that could be; a model for poses has others after them.</summary>
    public static int Classes(ModelLook look, int columns) =>
        look is { UltralyticsTask: not null, Names: { } names } && names <= columns ? names : columns;

    /// <summary>Whether ultralytics' exporter says that the model gives no upright boxes.</summary>
    public static bool HasOtherTask(ModelLook look) => look.UltralyticsTask is not (null or "detect" or "segment" or "pose");
}
