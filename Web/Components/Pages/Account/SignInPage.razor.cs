using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Account;

/// <summary>Password sign-in: a form post that sets the session cookie.</summary>
public sealed partial class SignInPage
{
    private string? _problem;
    private bool _needsSetup;

    [SupplyParameterFromForm] private Credentials Input { get; set; } = default!;
    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }
    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        _needsSetup = await FirstAccount.IsNeededAsync(HttpContext.RequestAborted);
    }

    private async Task SubmitAsync()
    {
        var result = await SignIn.PasswordSignInAsync(Input.Email.Trim(), Input.Password, Input.Remember, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            Logger.SignInRefused(result.IsLockedOut);
            _problem = result.IsLockedOut
                ? "Too many wrong passwords. Wait five minutes, then try again."
                : "The e-mail address or the password is wrong.";
            return;
        }

        Logger.SignedIn();
        Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
    }

    private sealed class Credentials
    {
        [Required(ErrorMessage = "Enter your e-mail address.")] public string Email { get; set; } = "";
        [Required(ErrorMessage = "Enter your password.")] public string Password { get; set; } = "";
        public bool Remember { get; set; }
    }
}
