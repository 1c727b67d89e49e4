using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components;

namespace ThermalPortal.Web.Components.Pages.Account;

/// <summary>The first account, behind the one-time link.</summary>
public sealed partial class SetUpPage
{
    private bool _open;
    private List<string> _problems = [];

    [SupplyParameterFromForm] private NewAccount Input { get; set; } = default!;
    [SupplyParameterFromQuery] private string? Token { get; set; }
    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        _open = Link.Matches(Token) && await FirstAccount.IsNeededAsync(HttpContext.RequestAborted);
        if (!_open) HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task SubmitAsync()
    {
        if (!_open) return;
        var (result, user) = await FirstAccount.CreateAsync(Input.Email.Trim(), Input.Name.Trim(), Input.Team.Trim(), Input.Password, HttpContext.RequestAborted);
        if (!result.Succeeded)
        {
            _problems = [.. result.Errors.Select(e => e.Description)];
            return;
        }

        await SignIn.SignInAsync(user, isPersistent: true);
        Navigation.NavigateTo("/");
    }

    private sealed class NewAccount
    {
        [Required(ErrorMessage = "Enter your name."), StringLength(100)] public string Name { get; set; } = "";
        [Required(ErrorMessage = "Enter your e-mail address."), EmailAddress(ErrorMessage = "This is no e-mail address.")] public string Email { get; set; } = "";
        [Required(ErrorMessage = "Choose a password."), MinLength(10, ErrorMessage = "Use 10 characters or more.")] public string Password { get; set; } = "";
        [Required(ErrorMessage = "Name your team."), StringLength(100)] public string Team { get; set; } = "My team";
    }
}
